"""Takes orders from the web shop and hands them to the printer's queue."""

import logging

import psycopg
import redis
import stripe
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from app import settings

logging.basicConfig(level=settings.LOG_LEVEL.upper())
stripe.api_key = settings.STRIPE_SECRET_KEY
queue = redis.Redis.from_url(settings.REDIS_URL)
app = FastAPI(title="Fernpost")


class Order(BaseModel):
    payment: str


@app.post("/orders", status_code=202)
def take_order(order: Order) -> dict[str, int]:
    payment = stripe.checkout.Session.retrieve(order.payment)
    if payment.payment_status != "paid":
        raise HTTPException(status_code=409, detail="not paid")
    with psycopg.connect(settings.DATABASE_URL) as connection:
        row = connection.execute(
            "INSERT INTO orders (payment) VALUES (%s) RETURNING id", (order.payment,)
        ).fetchone()
    queue.rpush("print", row[0])
    return {"order": row[0]}
