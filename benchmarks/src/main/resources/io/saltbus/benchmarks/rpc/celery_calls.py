"""Celery's own call, timed: a worker that answers, and a client that asks one after the other.

    celery_calls.py worker            answers until it is ended
    celery_calls.py client CALLS      prints how long each call took, in ns, one a line

BROKER and REDIS say where they are.
"""
import os
import sys
import time

from celery import Celery

app = Celery("calls", broker=os.environ["BROKER"], backend=os.environ["REDIS"])
app.conf.update(task_default_queue="saltbus-benchmark-celery", worker_hijack_root_logger=False)


@app.task(name="echo")
def echo(text):
    return {"text": text}


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        app.worker_main(["worker", "--pool=solo", "--loglevel=ERROR", "--without-gossip", "--without-mingle"])
    else:
        text = os.environ["TEXT"]
        for call in range(int(sys.argv[2])):
            start = time.perf_counter_ns()
            echo.delay(text).get(timeout=30)
            print(time.perf_counter_ns() - start, flush=True)
