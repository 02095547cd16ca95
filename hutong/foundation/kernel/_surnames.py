"""How surnames are read where a dictionary would read them otherwise."""

# A single character at the head of a name, where pypinyin gives its more frequent reading.
_SINGLE = """
卜 bu   缪 miao  区 ou   单 shan  仇 qiu  曾 zeng  解 xie  查 zha   盖 ge    朴 piao
翟 zhai 覃 qin   乐 yue  能 nai   都 du   么 yao   乜 nie  黑 he    折 she   召 shao
员 yun  贠 yun   阚 kan  佴 nai   粘 nian 蔚 yu    还 huan 藏 zang  洗 xian  秘 bi
种 chong 重 chong 繁 po  祭 zhai  句 gou  薄 bo    炅 gui  尉 wei   任 ren   华 hua
"""

# Surnames of two characters; also those whose reading is the usual one, because a name that
# begins with one may have four characters.
_COMPOUND = """
欧阳 ou-yang    司马 si-ma      上官 shang-guan 诸葛 zhu-ge    尉迟 yu-chi     长孙 zhang-sun
万俟 mo-qi      单于 chan-yu    澹台 tan-tai    乐正 yue-zheng 令狐 ling-hu    皇甫 huang-fu
慕容 mu-rong    宇文 yu-wen     夏侯 xia-hou    东方 dong-fang 公孙 gong-sun   独孤 du-gu
南宫 nan-gong   司徒 si-tu      司空 si-kong    司寇 si-kou    太史 tai-shi    申屠 shen-tu
闻人 wen-ren    钟离 zhong-li   淳于 chun-yu    濮阳 pu-yang   公冶 gong-ye    宗政 zong-zheng
轩辕 xuan-yuan  鲜于 xian-yu    闾丘 lv-qiu     亓官 qi-guan   端木 duan-mu    呼延 hu-yan
赫连 he-lian    拓跋 tuo-ba     纳兰 na-lan     完颜 wan-yan   耶律 ye-lv      叶赫 ye-he
西门 xi-men     东郭 dong-guo   百里 bai-li     第五 di-wu     梁丘 liang-qiu  左丘 zuo-qiu
谷梁 gu-liang   颛孙 zhuan-sun  仲孙 zhong-sun  漆雕 qi-diao   巫马 wu-ma      公西 gong-xi
公羊 gong-yang  羊舌 yang-she   哥舒 ge-shu     段干 duan-gan  微生 wei-sheng  夹谷 jia-gu
宰父 zai-fu     子车 zi-ju
"""

SURNAMES: dict[str, str] = dict(zip(_SINGLE.split()[::2], _SINGLE.split()[1::2], strict=True))
COMPOUND_SURNAMES: dict[str, tuple[str, ...]] = {
    written: tuple(read.split("-"))
    for written, read in zip(_COMPOUND.split()[::2], _COMPOUND.split()[1::2], strict=True)
}
