"""Signs the shipping labels, so that the printing house knows whose they are."""

from base64 import b64encode

from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app import settings

_key = load_pem_private_key(settings.LABEL_SIGNING_KEY.encode(), password=None)


def sign(label: bytes) -> str:
    return b64encode(_key.sign(label)).decode()
