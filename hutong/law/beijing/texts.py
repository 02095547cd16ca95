"""The texts that Beijing's rules rest on, and the days from which they are applied."""

from datetime import date

from hutong.foundation.kernel.law import Citation

ORPHANS_2011 = Citation("京民福发〔2011〕173号")
CLASSES_2016 = Citation("京民福发〔2016〕228号")
DISABILITY_2016 = Citation("京民福发〔2016〕434号")
TEKUN_2017 = Citation("京民社救发〔2017〕24号")
MEDICAL_2018 = Citation("京民儿福发〔2018〕368号")
PRESCHOOL_2018 = Citation("京财教育〔2018〕2025号")
REHABILITATION_2019 = Citation("京残发〔2019〕42号")
DIBAO_2018 = Citation("京民社救发〔2018〕445号")
DIBAO_2024 = Citation("京民社救发〔2024〕80号")
DE_FACTO_2019 = Citation("京社委儿福发〔2019〕36号")
RATES_2021 = Citation("京民儿福发〔2021〕168号")
RATES_2023 = Citation("京民儿福发〔2023〕246号")
RATES_2026 = Citation("京民发〔2026〕2号")
JOINT_CONFERENCE_2016 = Citation("北京市联席会议（2016年6月30日）")
# Rate notices of which only the sum is remembered: number and day have to be found.
RATES_ABOUT_2019 = Citation("北京市困境儿童生活费调标文件（文号未查到，约2018—2019年）")

START_OF_2010 = date(2010, 1, 1)
ISSUED_2011 = date(2011, 4, 25)
ISSUED_2016 = date(2016, 5, 31)
DISABILITY_ISSUED = date(2016, 10, 24)
DISABILITY_FROM = date(2016, 1, 1)
MEDICAL_ISSUED = date(2018, 10, 9)
PRESCHOOL_FROM = date(2018, 9, 1)
REHABILITATION_FROM = date(2020, 1, 1)
RATE_OF_2019 = date(2019, 7, 1)
ISSUED_2019 = date(2019, 11, 18)
