"""Sends receipts, through whichever mail service is set up."""

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import httpx

from app import settings

SENDER = "shop@fernpost.example"


def send(receiver: str, text: str) -> None:
    if settings.RESEND_API_KEY:
        _send_with_resend(receiver, text)
    else:
        _send_with_smtp(receiver, text)


def _send_with_resend(receiver: str, text: str) -> None:
    answer = httpx.post(
        "https://api.resend.com/emails",
        headers={"Authorization": f"Bearer {settings.RESEND_API_KEY}"},
        json={"from": SENDER, "to": receiver, "subject": "Your postcards", "text": text},
    )
    answer.raise_for_status()


def _send_with_smtp(receiver: str, text: str) -> None:
    url = urlsplit(settings.SMTP_URL)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, receiver, "Your postcards"
    message.set_content(text)
    with smtplib.SMTP(url.hostname, url.port or 587) as connection:
        connection.starttls()
        if url.username:
            connection.login(url.username, url.password or "")
        connection.send_message(message)
