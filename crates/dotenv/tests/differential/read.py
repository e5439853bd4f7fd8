"""Reads documents with the real python-dotenv package: python read.py INPUT OUTPUT"""

import base64
import io
import json
import logging
import sys

from dotenv import dotenv_values


def read(document):
    """Reads one document as a file would be read: in text mode, with universal line ends."""
    stream = io.TextIOWrapper(io.BytesIO(base64.b64decode(document)), encoding="utf-8")
    try:
        values = dotenv_values(stream=stream)
    except UnicodeDecodeError:
        return None
    return [
        [key, base64.b64encode(value.encode("utf-8")).decode("ascii")]
        for key, value in values.items()
        if value is not None
    ]


logging.disable(logging.CRITICAL)
with open(sys.argv[1], encoding="ascii") as source:
    documents = json.load(source)
with open(sys.argv[2], "w", encoding="utf-8") as target:
    json.dump([read(document) for document in documents], target)
