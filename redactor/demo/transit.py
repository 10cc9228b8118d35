"""The road: sorting, line-haul, hub arrival.

Must never write a person's value other than through the scene's ink.
"""

from redactor.demo.manifest import Spelling
from redactor.demo.parcel import Draft, Scene


def sorted_(scene: Scene) -> Draft:
    """A scan on the belt: nearly all machine data, but the label text travels along."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    payload = {
        "waybill_no": parcel.waybill,
        "hub": f"{parcel.sender.place.city}转运中心",
        "chute": rng.randint(1, 240),
        "scan": {"device": f"DWS-{rng.randint(10, 99)}", "ms": rng.randint(8, 40)},
        "ocr": f"收{ink.name(parcel.receiver)} {ink.mobile(parcel.receiver)}",
    }
    return Draft(payload, key=parcel.waybill)


def line_haul(scene: Scene) -> Draft:
    """A truck leaves; its driver can be reached."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    payload = {
        "waybill_no": parcel.waybill,
        "route": [parcel.sender.place.city, parcel.receiver.place.city],
        "truck": {"seal": f"F{rng.randint(100000, 999999)}", "load_pct": rng.randint(55, 100)},
        "drivers": [
            {"name": ink.name(parcel.courier), "phone": ink.mobile(parcel.courier)},
            {"name": ink.name(parcel.sender), "phone": ink.mobile(parcel.sender, Spelling.COUNTRY)},
        ],
        "eta_min": rng.randint(120, 1900),
    }
    headers = (
        ("x-contact", ink.mobile(parcel.courier)),
        ("x-contact", ink.landline(parcel.sender)),
    )
    return Draft(payload, key=parcel.waybill, headers=headers)


def hub_arrival(scene: Scene) -> Draft:
    """The parcel reaches the receiver's city; the tracking text names who handles it."""
    parcel, ink = scene.parcel, scene.ink
    hub = f"{parcel.receiver.place.city}{parcel.receiver.place.district}营业部"
    payload = {
        "waybill_no": parcel.waybill,
        "hub": hub,
        "trace": [
            {"at": "04:12", "text": f"快件已到达{hub}"},
            {
                "at": "04:40",
                "text": f"派件员：{ink.name(parcel.courier)}，电话：{ink.mobile(parcel.courier)}",
            },
        ],
    }
    return Draft(payload, key=parcel.waybill)
