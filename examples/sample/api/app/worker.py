"""Prints what is in the queue: `python -m app.worker`."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import redis

from app import settings
from app.labels import sign

OUTPUT = Path("output")


def keep(order: int, pdf: bytes) -> None:
    if settings.S3_BUCKET:
        boto3.client("s3").put_object(Bucket=settings.S3_BUCKET, Key=f"{order}.pdf", Body=pdf)
        return
    OUTPUT.mkdir(exist_ok=True)
    (OUTPUT / f"{order}.pdf").write_bytes(pdf)


def print_order(order: int) -> None:
    label = f"order {order}"
    keep(order, f"{label}\n{sign(label.encode())}\n".encode())


def main() -> None:
    queue = redis.Redis.from_url(settings.REDIS_URL)
    with ThreadPoolExecutor(max_workers=settings.WORKER_CONCURRENCY) as pool:
        while True:
            _, order = queue.blpop("print")
            pool.submit(print_order, int(order))


if __name__ == "__main__":
    main()
