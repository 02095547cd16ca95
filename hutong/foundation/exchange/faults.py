"""Why a file cannot be read, each in a sentence that says what to do about it."""

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

SENTENCES = {
    "empty": Text("文件是空的。", "The file is empty."),
    "too-large": Text(
        "文件有 {bytes} 字节，上限是 {limit} 字节。请拆成几个文件。",
        "The file has {bytes} bytes; the limit is {limit}. Please split it.",
    ),
    "busy": Text(
        "正在读取别的文件，请一分钟后再试。文件没有保存。",
        "Other files are being read. Please try again in a minute; nothing was kept.",
    ),
    "unknown-kind": Text(
        "文件名以“{ending}”结尾。只能导入 .xlsx 工作簿和 .csv 文本表。",
        "The file name ends in “{ending}”. Only .xlsx workbooks and .csv tables are taken.",
    ),
    "old-workbook": Text(
        "这是旧式工作簿（.xls 或 .et）。请用表格软件打开，另存为 .xlsx 后再导入。",
        "This is an old workbook (.xls or .et). Please save it as .xlsx and import that.",
    ),
    "protected": Text(
        "工作簿设有打开密码。请取消密码，另存为 .xlsx 后再导入。",
        "The workbook needs a password to open. Please save it without one and import that.",
    ),
    "web-page": Text(
        "这是网页，只是名字像工作簿。请用表格软件打开，另存为 .xlsx 后再导入。",
        "This is a web page named like a workbook. Please save it as .xlsx and import that.",
    ),
    "xml-table": Text(
        "这是 XML 表格（2003 版），不是 .xlsx 工作簿。请另存为 .xlsx 后再导入。",
        "This is an XML spreadsheet of 2003, no .xlsx. Please save it as .xlsx and import that.",
    ),
    "other-document": Text(
        "这是 {what}，不是表格。",
        "This is {what}, not a table.",
    ),
    "wrong-name": Text(
        "文件名以“{ending}”结尾，内容却是 {what}。请改正名字，或另存为 .xlsx 后再导入。",
        "The name ends in “{ending}”, but inside is {what}. Please mend the name, or save "
        "the file as .xlsx.",
    ),
    "damaged": Text(
        "工作簿已损坏，读不出来（{where}）。请用表格软件打开并重新保存；打不开就换一份。",
        "The workbook is damaged and cannot be read ({where}). Please open and save it again, "
        "or use another copy.",
    ),
    "not-a-workbook": Text(
        "压缩包里没有工作簿。只能导入 .xlsx 工作簿和 .csv 文本表。",
        "There is no workbook in this archive. Only .xlsx workbooks and .csv tables are taken.",
    ),
    "encrypted-part": Text(
        "工作簿中的“{part}”加了密，不能导入。",
        "“{part}” inside the workbook is encrypted: it cannot be imported.",
    ),
    "unsafe-part": Text(
        "工作簿中有名字不正当的部分“{part}”（链接、上级路径或重名），不能导入。",
        "A part of the workbook has an improper name, “{part}” (a link, a path upwards or a "
        "double): it cannot be imported.",
    ),
    "macro": Text(
        "工作簿带有宏（{part}）。请另存为不带宏的 .xlsx 后再导入。",
        "The workbook carries a macro ({part}). Please save it as .xlsx without macros.",
    ),
    "too-many-parts": Text(
        "工作簿由 {parts} 个部分组成，上限是 {limit} 个。请只留下要导入的表。",
        "The workbook has {parts} parts; the limit is {limit}. Please keep only the table needed.",
    ),
    "unpacks-too-large": Text(
        "工作簿解开后超过 {limit} 字节，不能导入。请拆成几个文件。",
        "Unpacked, the workbook is larger than {limit} bytes. Please split it.",
    ),
    "packed-too-tightly": Text(
        "工作簿中的“{part}”压缩了 {ratio} 倍，上限是 {limit} 倍：正常的表不会这样。"
        "请把表格复制到新工作簿后再导入。",
        "“{part}” inside the workbook is packed {ratio} times; the limit is {limit}: no ordinary "
        "table is. Please copy the table into a new workbook.",
    ),
    "entities": Text(
        "工作簿中的“{part}”带有文档类型声明，正常的表不会有，不能导入。",
        "“{part}” inside the workbook declares a document type, as no ordinary table does.",
    ),
    "too-many-sheets": Text(
        "工作簿有 {sheets} 张表，上限是 {limit} 张。",
        "The workbook has {sheets} sheets; the limit is {limit}.",
    ),
    "too-many-rows": Text(
        "工作表“{sheet}”的内容到了第 {row} 行（单元格 {cell}），上限是 {limit} 行。"
        "请拆成几个文件；远处多余的内容请删去。",
        "Sheet “{sheet}” has content in row {row} (cell {cell}); the limit is {limit} rows. "
        "Please split the file, or clear what stands far away.",
    ),
    "too-many-columns": Text(
        "工作表“{sheet}”的内容到了 {cell} 单元格，上限是 {limit} 列。远处多余的内容请删去。",
        "Sheet “{sheet}” has content in cell {cell}; the limit is {limit} columns. Please clear "
        "what stands far away.",
    ),
    "encoding": Text(
        "认不出文本的编码（第 {line} 行起）。请另存为“CSV UTF-8”或 .xlsx 后再导入。",
        "The text's encoding is not known (from line {line}). Please save it as “CSV UTF-8” or "
        ".xlsx.",
    ),
    "not-text": Text(
        "这不是文本表：第 {line} 行有不可能出现在文本中的字符。",
        "This is no text table: line {line} holds characters that no text has.",
    ),
    "quotes": Text(
        "第 {line} 行附近的引号没有配对，表格从那里起读不准。请补上引号，或另存为 .xlsx。",
        "Near line {line} a quotation mark has no partner, so the rest cannot be read. Please "
        "mend it, or save the file as .xlsx.",
    ),
    "long-cell": Text(
        "第 {line} 行有一格超过 {limit} 个字符。",
        "A cell in line {line} is longer than {limit} characters.",
    ),
    "too-much-memory": Text(
        "读这个文件要用的内存超过上限，已停止。系统未受影响。请把表格复制到新工作簿，或拆成几个文件。",
        "Reading this file would take more memory than allowed, so it was stopped; nothing else "
        "was touched. Please copy the table into a new workbook, or split it.",
    ),
    "too-slow": Text(
        "读这个文件用时超过 {seconds} 秒，已停止。系统未受影响。请拆成几个文件。",
        "Reading this file took more than {seconds} seconds, so it was stopped; nothing else was "
        "touched. Please split it.",
    ),
    "too-much": Text(
        "文件内容太多，已停止读取。系统未受影响。请拆成几个文件。",
        "The file holds too much, so reading was stopped; nothing else was touched. Please split "
        "it.",
    ),
    "crashed": Text(
        "读这个文件的程序中途停止了。系统未受影响，文件多半已损坏。"
        "请用表格软件打开，另存为 .xlsx 后再导入。",
        "The program reading this file stopped midway; nothing else was touched. The file is "
        "probably damaged: please open it and save it as .xlsx again.",
    ),
}


class UnreadableFile(Refused):
    """The file cannot be read; nothing of it was kept."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        sentence = SENTENCES[code].filled(**details)
        super().__init__(Finding(sentence, field="file"))
