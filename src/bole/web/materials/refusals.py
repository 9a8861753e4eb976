"""Why a file was not taken, in words, with what to do next."""

from __future__ import annotations

from typing import Final

from bole.problems import Problem, problem
from bole.text import Text
from bole.web.materials import limits
from bole.web.materials.opening import MOST_PAGES, PIXELS

AS_PDF: Final = Text("另存为 PDF 再传。", "Save it as a PDF and upload that.")
AS_JPEG: Final = Text(
    "换成 JPG 或 PNG，或重新拍一张。", "Turn it into JPG or PNG, or take it again."
)
PRINT: Final = Text(
    "用“打印到 PDF”重新生成一份再传。", "Make a new one with “print to PDF” and upload that."
)
_WORDS: Final[dict[str, tuple[str, str, Text]]] = {
    "empty": ("文件是空的", "the file is empty", Text("请重新导出或拍摄。", "Export or take it again.")),
    "large": (
        f"文件超过 {limits.LARGEST // limits.MEGABYTE} MB",
        f"the file is larger than {limits.LARGEST // limits.MEGABYTE} MB",
        Text("降低扫描分辨率（300 dpi 足够），或分成几份传。",
             "Scan at a lower resolution (300 dpi is enough), or upload it in parts."),
    ),
    "type.office": ("这是 Word、Excel 或压缩文件，只收 PDF、JPG、PNG",
                    "this is a Word, Excel or zip file; only PDF, JPG and PNG are taken", AS_PDF),
    "type.heic": ("这是苹果的 HEIC 照片，只收 PDF、JPG、PNG",
                  "this is an Apple HEIC photo; only PDF, JPG and PNG are taken",
                  Text("在相机设置里选“兼容性最佳”，或截屏后再传。",
                       "Choose “Most Compatible” in the camera settings, or upload a screenshot.")),
    "type.webp": ("这是 WebP 图片，只收 PDF、JPG、PNG",
                  "this is a WebP picture; only PDF, JPG and PNG are taken", AS_JPEG),
    "type.picture": ("这种图片格式不收，只收 PDF、JPG、PNG",
                     "pictures of this format are not taken; only PDF, JPG and PNG are", AS_JPEG),
    "type.video": ("这是视频，只收 PDF、JPG、PNG",
                   "this is a video; only PDF, JPG and PNG are taken", AS_JPEG),
    "type.html": ("这是网页，不是 PDF 或图片", "this is a web page, not a PDF or a picture",
                  Text("在浏览器里打印成 PDF 再传。", "Print it to PDF in the browser and upload that.")),
    "type.other": ("内容不是 PDF、JPG 或 PNG（看内容，不看扩展名）",
                   "its content is not PDF, JPG or PNG, whatever its name says", AS_PDF),
    "encrypted": ("PDF 加了密码，打不开", "the PDF asks for a password",
                  Text("去掉密码，另存一份再传。", "Save a copy without the password and upload that.")),
    "damaged": ("文件坏了，打不开", "the file is damaged and does not open", PRINT),
    "pages": (f"PDF 超过 {MOST_PAGES} 页", f"the PDF has more than {MOST_PAGES} pages",
              Text("只传关键页，或分成几份。", "Upload the pages that matter, or several parts.")),
    "pixels": (f"图片超过 {PIXELS // 10**6} 百万像素",
               f"the picture has more than {PIXELS // 10**6} million pixels", AS_JPEG),
    "active": ("PDF 里有脚本或能运行的内容，去不掉",
               "the PDF holds scripts or programs that cannot be taken out", PRINT),
    "heavy": ("文件太复杂，打开它要的内存太多", "the file takes too much memory to open", PRINT),
    "slow": ("文件太复杂，一直打不开", "the file takes too long to open", PRINT),
    "join": ("合成一个 PDF 时只能选照片", "only pictures can be joined to one PDF",
             Text("PDF 单独传。", "Upload PDFs one by one.")),
    "infected": ("查毒没有通过，没有保存", "the virus scan found something; it was not kept",
                 Text("换一台电脑重新扫描或导出。", "Scan or export it again on another computer.")),
}  # fmt: skip


def refusal(code: str, *, name: str = "") -> Problem:
    """The problem of a code, about a file by name where there is one."""
    zh, en, hint = _WORDS.get(code, _WORDS["damaged"])
    if name:
        return problem(f"file.{code}", f"“{name}”：{zh}。", f"{name}: {en}.", hint=hint)
    return problem(f"file.{code}", f"{zh}。", f"{en[:1].upper()}{en[1:]}.", hint=hint)
