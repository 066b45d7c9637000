"""Both sides of a call as celery-salt makes it: a Celery app with its results in Redis.

    celery_rpc_peer.py respond BROKER_URL REDIS_URL TOPIC_PATTERN QUEUE    answers calls, and prints a line of JSON for each
    celery_rpc_peer.py call BROKER_URL REDIS_URL                           makes the calls that it reads from its input, a JSON
                                                                           object a line, and prints what comes of each

Both end with their standard input.
"""
import json
import os
import sys
import threading

from celery import Celery, exceptions
from celery.signals import worker_ready
from kombu import Exchange, Queue

EVENTS = Exchange("tchu_events", type="topic", durable=True)


def say(kind, **what):
    print(json.dumps({"kind": kind, **what}), flush=True)


def end_with_input():
    while sys.stdin.read(1):
        pass
    os._exit(0)


def add(data):
    return {"result": data["a"] + data["b"], "operation": "add"}


def access(data):
    return {"error_code": "NO_ACCESS", "error_message": "not yours", "details": {"folder_id": data["folder_id"]}}


def divide(data):
    return {"result": data["a"] / data["b"]}


def many(data):
    return ["not", "an", "object"]


HANDLERS = {handler.__name__: handler for handler in (add, access, divide, many)}


def handled(handler, data):
    try:
        return {"handler": handler.__name__, "status": "success", "result": handler(data)}
    except Exception as error:
        return {"handler": handler.__name__, "status": "error", "error": str(error)}


def respond(broker, redis, pattern, queue):
    app = Celery("peer", broker=broker, backend=redis)
    app.conf.task_queues = [Queue(queue, EVENTS, routing_key=pattern, durable=True)]
    app.conf.worker_redirect_stdouts = False
    app.conf.task_track_started = True  # a state that is no end is written before each result

    @app.task(name="celery_salt.dispatch_event", bind=True)
    def dispatch_event(self, message, routing_key=None):
        data = json.loads(message)
        meta = data.pop("_tchu_meta", None)
        request = self.request
        say(
            "call",
            data=data,
            meta=meta,
            routing_key=routing_key,
            id=request.id,
            correlation_id=request.correlation_id,
            reply_to=request.reply_to,
            expires=request.expires,
            timelimit=request.timelimit,
            retries=request.retries,
            delivery_info=request.delivery_info,
        )
        name = routing_key.rsplit(".", 1)[1]
        if name == "broken":
            raise ValueError("the dispatcher is broken", 7)
        if name not in HANDLERS:
            return {"status": "no_handlers", "routing_key": routing_key}
        return {
            "status": "completed",
            "routing_key": routing_key,
            "is_rpc": True,
            "handlers_executed": 1,
            "results": [handled(HANDLERS[name], data)],
        }

    worker_ready.connect(lambda **_: say("ready"), weak=False)
    threading.Thread(target=end_with_input, daemon=True).start()
    app.worker_main(
        ["worker", "--pool=solo", "-l", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    )


def call(broker, redis):
    app = Celery("peer", broker=broker, backend=redis)
    say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        payload = dict(order["payload"])
        if order.get("version"):
            payload["_tchu_meta"] = {"is_rpc": True, "version": order["version"]}
        sent = app.send_task(
            "celery_salt.dispatch_event",
            args=[json.dumps(payload)],
            kwargs={"routing_key": order["topic"]},
            exchange=EVENTS,
            routing_key=order["topic"],
        )
        try:
            say("reply", id=sent.id, result=sent.get(timeout=order.get("timeout", 30)))
        except exceptions.TimeoutError:
            say("timeout", id=sent.id)


if __name__ == "__main__":
    {"respond": respond, "call": call}[sys.argv[1]](*sys.argv[2:])
