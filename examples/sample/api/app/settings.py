"""Everything the service is told from outside."""

import os

from dotenv import load_dotenv

load_dotenv()

DATABASE_URL = os.environ["DATABASE_URL"]
REDIS_URL = os.environ["REDIS_URL"]
STRIPE_SECRET_KEY = os.environ["STRIPE_SECRET_KEY"]
LABEL_SIGNING_KEY = os.environ["LABEL_SIGNING_KEY"]

SMTP_URL = os.environ.get("SMTP_URL")
RESEND_API_KEY = os.environ.get("RESEND_API_KEY")
if not SMTP_URL and not RESEND_API_KEY:
    raise RuntimeError("set SMTP_URL or RESEND_API_KEY, so that receipts can be sent")

S3_BUCKET = os.environ.get("S3_BUCKET", "")
LOG_LEVEL = os.environ.get("LOG_LEVEL", "info")
WORKER_CONCURRENCY = int(os.environ.get("WORKER_CONCURRENCY", "2"))
