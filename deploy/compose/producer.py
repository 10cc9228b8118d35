"""Writes a fictitious waybill a second: `producer.py BOOTSTRAP TOPIC`.

Must never write a person who exists: names and numbers are drawn from a seed.
"""

import json
import random
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

from confluent_kafka import Producer

SURNAMES = "赵钱孙李周吴郑王"
GIVEN = "伟芳娜敏静强磊洋"
STREETS = ("解放路", "人民路", "中山大道")


def waybills(seed: int) -> Iterator[dict[str, Any]]:
    """Give waybills without end; the same seed gives the same."""
    draw = random.Random(seed)  # noqa: S311 -- fictitious data, no secret
    number = 0
    while True:
        number += 1
        name = draw.choice(SURNAMES) + draw.choice(GIVEN)
        mobile = f"139{draw.randrange(10**8):08d}"
        street = f"{draw.choice(STREETS)}{draw.randrange(1, 200)}号"
        flat = f"{draw.randrange(1, 9)}栋{draw.randrange(100, 2000)}室"
        yield {
            "waybill": f"SF{number:013d}",
            "receiver": {"name": name, "mobile": mobile, "address": f"杭州市{street}{flat}"},
            "remark": f"送货前请电话联系{name}，{mobile}",
        }


def main(bootstrap: str, topic: str) -> None:
    """Write until stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
    for waybill in waybills(seed=20260316):
        value = json.dumps(waybill, ensure_ascii=False).encode()
        producer.produce(topic, value, waybill["waybill"].encode())
        producer.poll(0)
        time.sleep(1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
