"""Files that are larger than any that is taken in: counted as they come, kept nowhere.

What a browser sends is read to its end, so that the page comes back with what was typed; of a file
no more than `UPLOAD_BYTES` reaches the disk.
"""

import io

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class DropTooLarge(FileUploadHandler):
    """Stands before the handlers that keep a file, and gives them no more once it is too large. It
    is handed on then without content, with the size that it had.
    """

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start + len(raw_data) <= settings.UPLOAD_BYTES else None

    def file_complete(self, file_size):
        if file_size <= settings.UPLOAD_BYTES:
            return None
        about = (self.field_name, self.file_name, self.content_type, file_size, self.charset)
        return InMemoryUploadedFile(io.BytesIO(), *about)
