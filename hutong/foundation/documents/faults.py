"""Why a paper cannot be kept, each in a sentence that says what to do about it."""

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

SENTENCES = {
    "empty": Text("文件是空的。", "The file is empty."),
    "too-large": Text(
        "文件有 {bytes} 字节，上限是 {limit} 字节。请降低扫描分辨率，或分成几份。",
        "The file has {bytes} bytes; the limit is {limit}. Please scan it more coarsely, or in "
        "parts.",
    ),
    "busy": Text(
        "正在查看别的文件，请一分钟后再试。文件没有保存。",
        "Other files are being looked into. Please try again in a minute; nothing was kept.",
    ),
    "heic": Text(
        "这是苹果手机的 HEIC 照片，别的电脑多半打不开。请在手机“设置—相机—格式”中选“兼容性最佳”后"
        "重拍，或者转成 JPEG 再上传。",
        "This is a HEIC photograph, which most computers cannot open. Please choose “Most "
        "Compatible” under Settings, Camera, Formats and take it again, or turn it into a JPEG.",
    ),
    "old-word": Text(
        "这是旧式文档（.doc 或 .wps）。请另存为 .docx，或打印成 PDF 再上传。",
        "This is an old document (.doc or .wps). Please save it as .docx, or print it to PDF.",
    ),
    "ofd": Text(
        "这是 OFD 版式文件。请用阅读软件转成 PDF 再上传。",
        "This is an OFD document. Please turn it into a PDF with its reader.",
    ),
    "other-file": Text(
        "这是{zh}。只收 PDF、JPEG 照片、PNG 图片和 .docx 文档。",
        "This is {en}. Only PDF, JPEG, PNG and .docx files are taken.",
    ),
    "unknown-kind": Text(
        "认不出这是什么文件。只收 PDF、JPEG 照片、PNG 图片和 .docx 文档。",
        "It is not known what file this is. Only PDF, JPEG, PNG and .docx files are taken.",
    ),
    "damaged": Text(
        "文件已损坏或没有传完，打不开。请换一份，或重新扫描、拍照。",
        "The file is damaged or was cut short, and cannot be opened. Please use another copy, or "
        "scan it again.",
    ),
    "too-many-pixels": Text(
        "图片有 {pixels} 个像素，上限是 {limit} 个。请降低分辨率再上传。",
        "The picture has {pixels} pixels; the limit is {limit}. Please make it smaller.",
    ),
    "too-many-pages": Text(
        "文件有 {pages} 页，上限是 {limit} 页。请分成几份。",
        "The file has {pages} pages; the limit is {limit}. Please split it.",
    ),
    "protected": Text(
        "文件设有打开密码，别人看不了。请去掉密码再上传。",
        "The file needs a password to open. Please save it without one.",
    ),
    "active": Text(
        "PDF 里带有会自己动作的内容（{what}），不能保存。请打印成新的 PDF，或扫描后上传。",
        "The PDF holds something that acts by itself ({what}) and cannot be kept. Please print it "
        "to a new PDF, or scan it.",
    ),
    "attachment": Text(
        "PDF 里夹带了别的文件（{what}），不能保存。请打印成新的 PDF；夹带的文件请单独上传。",
        "The PDF carries other files inside ({what}) and cannot be kept. Please print it to a new "
        "PDF, and send what it carries by itself.",
    ),
    "macro": Text(
        "文档带有宏或控件（{part}），不能保存。请打印成 PDF 再上传。",
        "The document carries macros or controls ({part}) and cannot be kept. Please print it to "
        "PDF.",
    ),
    "embedded": Text(
        "文档里夹带了别的文件（{part}），不能保存。请打印成 PDF 再上传。",
        "The document carries other files inside ({part}) and cannot be kept. Please print it to "
        "PDF.",
    ),
    "fetches": Text(
        "文档打开时会到网上或别处取内容（{part}），不能保存。请打印成 PDF 再上传。",
        "When opened, the document fetches something from elsewhere ({part}). Please print it to "
        "PDF.",
    ),
    "unpacks-too-large": Text(
        "文件解开后超过 {limit} 字节，不能保存。请打印成 PDF 再上传。",
        "Unpacked, the file is larger than {limit} bytes. Please print it to PDF.",
    ),
    "too-many-parts": Text(
        "文件由 {parts} 个部分组成，上限是 {limit} 个。请打印成新的 PDF 再上传。",
        "The file has {parts} parts; the limit is {limit}. Please print it to a new PDF.",
    ),
    "too-much-memory": Text(
        "查看这个文件要用的内存超过上限，已停止。系统未受影响。请降低分辨率，或打印成新的 PDF。",
        "Looking into this file would take more memory than allowed, so it was stopped; nothing "
        "else was touched. Please make it smaller, or print it to a new PDF.",
    ),
    "too-slow": Text(
        "查看这个文件用时超过 {seconds} 秒，已停止。系统未受影响。请打印成新的 PDF，或分成几份。",
        "Looking into this file took more than {seconds} seconds, so it was stopped; nothing else "
        "was touched. Please print it to a new PDF, or split it.",
    ),
    "too-much": Text(
        "文件内容太多，已停止查看。系统未受影响。请降低分辨率，或分成几份。",
        "The file holds too much, so looking was stopped; nothing else was touched. Please make "
        "it smaller, or split it.",
    ),
    "crashed": Text(
        "查看这个文件的程序中途停止了。系统未受影响，文件多半已损坏。请换一份，或重新扫描、拍照。",
        "The program looking into this file stopped midway; nothing else was touched. The file is "
        "probably damaged: please use another copy, or scan it again.",
    ),
}


class Fault(Exception):  # noqa: N818 - named like the sentence it leads to
    """The file cannot be kept, for this reason."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


class UnfitFile(Refused):
    """The file cannot be kept as a paper; nothing of it was."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        super().__init__(Finding(SENTENCES[code].filled(**details), field="content"))
