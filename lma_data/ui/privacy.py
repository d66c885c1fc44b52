"""What Streamlit does with files and errors, made private: names of downloads, uploads of visitors, words of errors in logs.

Streamlit has no setting for these, so three of its parts are replaced when this module is imported.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import traceback
from pathlib import Path

from streamlit import runtime
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from lma_data.sitemap import MANAGERS

_KEY = secrets.token_bytes(32)
_uploading: set[str] = set()  # sessions that may upload


def let_upload(session_id: str, allowed: bool) -> None:
    """Note whether files for this session are taken from now on."""
    (_uploading.add if allowed else _uploading.discard)(session_id)


def may_upload(session_id: str) -> bool:
    """Whether files for this session are taken. Streamlit itself takes none for one that has ended."""
    if len(_uploading) > 1000:
        _uploading.intersection_update(
            {one for one in list(_uploading) if runtime.get_instance().is_active_session(one)}
        )
    return session_id in _uploading


def _unguessable_id(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """The id of a file to download: from all of its content, which nobody can compute who has not this process's key."""
    digest = hashlib.blake2b(key=_KEY, digest_size=28)
    for part in (mimetype.encode(), (filename or "").encode(), data):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


# Streamlit's own id is a plain hash of the content, for large files of parts of it: whoever guesses a list could ask
# whether it is there, and two exports of the same length could be taken for one.
if not callable(memory_media_file_storage._calculate_file_id):
    raise RuntimeError("Streamlit names its files in another way now")
memory_media_file_storage._calculate_file_id = _unguessable_id


# Only `python -m lma_data serve` refuses files of visitors before they are read (lma_data/server.py); what comes past it,
# under `streamlit run`, is at least not kept.
_take = MemoryUploadedFileManager.add_file


def _take_of_managers(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
    if may_upload(session_id):
        _take(self, session_id, file)


MemoryUploadedFileManager.add_file = _take_of_managers  # type: ignore[method-assign]


def _without_words(record: logging.LogRecord) -> bool:
    """Of an error in what handles people, log what it is and where: its words may hold a person's."""
    error = record.exc_info[1] if record.exc_info else None
    frames = traceback.extract_tb(error.__traceback__) if error else []
    # Code that makes downloads is the same for people and for the public: what fails there is never quoted.
    places = frames if record.name == _DOWNLOADS else [frame for frame in frames if _is_of_people(Path(frame.filename))]
    if places:
        where = f"{Path(places[-1].filename).name}:{places[-1].lineno}"
        record.msg, record.args = "%s: %s at %s", (record.getMessage(), type(error).__name__, where)
        record.exc_info = None
    return True


def _is_of_people(file: Path) -> bool:
    """Whether a file of ours handles people: lma_data/enrolment/…, pages/cohort/…, lma_data/exhibits/cohort_fees.py."""
    return bool(_OF_PEOPLE.intersection(file.parts)) or file.stem.partition("_")[0] in _OF_PEOPLE


_OF_PEOPLE = {"enrolment", *MANAGERS}
_DOWNLOADS = "streamlit.runtime.backend_operation_handler"
# A page that fails; a callback or fragment; a file that is made when it is downloaded
for _name in ("lma_data", "streamlit.error_util", _DOWNLOADS):
    logging.getLogger(_name).addFilter(_without_words)
