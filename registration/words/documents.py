"""Why a file is not taken as a document, and what to do."""

from flask_babel import lazy_gettext as _

REASONS = {
    "empty": _("This file is empty. Choose another one."),
    "too_large": _(
        "This file is larger than 15 MB. Make it smaller, for instance by compressing its pictures."
    ),
    "unknown": _(
        "This is none of the kinds of file that can be shared. Choose a PDF, an office document (DOCX, XLSX, "
        "PPTX, ODT, ODS, ODP), a JPEG or PNG picture, or a plain text in UTF-8."
    ),
    "broken": _("This file cannot be read to its end. Save it once more with the program it comes from."),
    "programs": _(
        "This file contains programs, such as macros or scripts. Save it without them, for instance as a PDF."
    ),
    "locked": _("This file is protected by a password. Save it without one."),
    "too_much_inside": _("There is too much packed into this file. Save it as a PDF."),
    "too_many_pixels": _("This picture has more than 40 megapixels. Make it smaller."),
}
# Abbreviations that are the same in all languages.
KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.presentation": "ODP",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "text/plain": "TXT",
}
