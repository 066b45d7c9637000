"""A service on Celery, as celery-salt makes one: takes events from the exchange tchu_events, and publishes to it.

    celery_peer.py worker BROKER_URL TOPIC_PATTERN QUEUE     prints a line of JSON for each event
    celery_peer.py publish BROKER_URL                        publishes what it reads from its input, a JSON object a line

Both end with their standard input.
"""
import json
import os
import sys
import threading
import time
from datetime import datetime, timezone
from decimal import Decimal
from uuid import UUID

from celery import Celery
from celery.signals import worker_ready
from kombu import Connection, Exchange, Producer, Queue

EVENTS = Exchange("tchu_events", type="topic", durable=True)


def say(kind, **what):
    print(json.dumps({"kind": kind, **what}), flush=True)


def end_with_input():
    while sys.stdin.read(1):
        pass
    os._exit(0)


def worker(url, pattern, queue):
    app = Celery("peer", broker=url)
    app.conf.task_queues = [Queue(queue, EVENTS, routing_key=pattern, durable=True)]
    app.conf.worker_redirect_stdouts = False

    @app.task(name="celery_salt.dispatch_event", bind=True)
    def dispatch_event(self, message, routing_key=None):
        request = self.request
        event = json.loads(message) if isinstance(message, str) else message
        say(
            "event",
            event=event,
            meta=event.pop("_tchu_meta", None),
            raw_is_text=isinstance(message, str),
            routing_key=routing_key,
            id=request.id,
            eta=request.eta,
            expires=request.expires,
            retries=request.retries,
            root_id=request.root_id,
            parent_id=request.parent_id,
            at=time.time(),
        )
        if request.retries < event.get("retries", 0):
            raise self.retry(countdown=1)

    worker_ready.connect(lambda **_: say("ready"), weak=False)
    threading.Thread(target=end_with_input, daemon=True).start()
    app.worker_main(
        ["worker", "--pool=solo", "-l", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    )


def as_celery_salt_does(value):
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return str(value)


def typed_payload():
    payload = {
        "price": Decimal("12.25"),
        "at": datetime(2026, 11, 21, 12, 0, 0, 250000, tzinfo=timezone.utc),
        "number": UUID("0af76519-16cd-43dd-8448-eb211c80319c"),
        "tags": {"b", "a"},
        "raw": "größe".encode("utf-8"),
        "unknown_to_java": {"nested": [None]},
        "_tchu_meta": {"is_rpc": False, "version": "v1"},
    }
    return json.dumps(payload, default=as_celery_salt_does)


def publish(url):
    app = Celery("peer", broker=url)
    say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        topic, argument = order["topic"], order.get("argument") or typed_payload()
        app.amqp.create_task_message = app.amqp.task_protocols[order.get("protocol", 2)]
        if order["form"] == "A":
            sent = app.send_task(
                order.get("task", "celery_salt.dispatch_event"),
                args=[argument],
                kwargs={"routing_key": topic},
                exchange=EVENTS,
                routing_key=topic,
                **order.get("options", {}),
            )
            say("published", id=sent.id)
        else:
            with Connection(url) as connection:
                body = {
                    "id": order["id"],
                    "task": "celery_salt.dispatch_event",
                    "args": [argument],
                    "kwargs": {"routing_key": topic},
                }
                producer = Producer(connection, exchange=EVENTS, serializer="json")
                producer.publish(body, routing_key=topic, declare=[EVENTS])
            say("published", id=order["id"])


if __name__ == "__main__":
    {"worker": worker, "publish": publish}[sys.argv[1]](*sys.argv[2:])
