"""The morning: orders, privacy numbers, waybills.

Must never write a person's value other than through the scene's ink.
"""

from redactor.demo.manifest import Ink, Spelling
from redactor.demo.parcel import Draft, Payload, Scene, to_json
from redactor.demo.people import Person


def order_placed(scene: Scene) -> Draft:
    """An order with sender, receiver and a remark in the buyer's words."""
    parcel, ink = scene.parcel, scene.ink
    payload = {
        "order": {"no": f"DD{parcel.number:010}", "waybill_no": parcel.waybill},
        "sender": _contact(ink, parcel.sender),
        "receiver": {
            **_contact(ink, parcel.receiver),
            "email": ink.email(parcel.receiver),
        },
        "items": [{"name": parcel.goods, "quantity": scene.rng.randint(1, 3)}],
        "amount": {"value": scene.rng.randint(1900, 69900) / 100, "currency": "CNY"},
        "remark": _buyer_remark(scene),
    }
    return Draft(payload, key=parcel.waybill)


def _contact(ink: Ink, person: Person) -> Payload:
    return {
        "name": ink.name(person),
        "mobile": ink.mobile(person),
        "address": ink.address(person),
    }


def _buyer_remark(scene: Scene) -> str:
    ink, person = scene.ink, scene.parcel.receiver
    return scene.say(
        lambda: "尽快发货，谢谢",
        lambda: f"工作日请打座机{ink.landline(person)}",
        lambda: f"如果没人接，联系{ink.name(person)}，电话{ink.mobile(person, Spelling.SPACED)}",
        lambda: f"发票开好发到{ink.email(person)}",
        lambda: f"送到{ink.door(person)}，放门口鞋柜上即可",
        lambda: f"号码{ink.mobile(person, Spelling.FULL_WIDTH)}，下午五点以后再打",
    )


def privacy_bound(scene: Scene) -> Draft:
    """A virtual number is bound to the receiver; the extension belongs to it."""
    parcel, ink = scene.parcel, scene.ink
    joint = scene.rng.choice(("-", "转", ",,"))
    payload = {
        "waybill_no": parcel.waybill,
        "binding": {
            "privacy_number": ink.privacy_number(parcel.receiver, joint),
            "real_number": ink.mobile(parcel.receiver, Spelling.COUNTRY),
            "expires_in_days": 15,
        },
        "log": f"为{ink.name(parcel.receiver)}绑定{ink.privacy_number(parcel.receiver)}",
    }
    return Draft(payload, key=f"{parcel.waybill}|{ink.mobile(parcel.receiver)}")


def waybill_printed(scene: Scene) -> Draft:
    """A waybill goes to the printer: JSON inside a string, and a line glued together."""
    parcel, ink = scene.parcel, scene.ink
    receiver, sender = parcel.receiver, parcel.sender
    label = {
        "收件人": ink.name(receiver),
        "电话": ink.mobile(receiver, Spelling.DASHED),
        "地址": ink.address(receiver),
        "寄件人": ink.name(sender),
        "寄件电话": ink.landline(sender),
    }
    glued = f"{ink.address(receiver)}{ink.name(receiver)}{ink.mobile(receiver)}"
    payload = {
        "waybill_no": parcel.waybill,
        "printer": f"QR-{scene.rng.randint(100, 999)}",
        "print_data": to_json(label),
        "one_line": glued,
    }
    return Draft(payload, key=parcel.waybill, ascii_only=scene.rng.random() < 0.5)  # noqa: PLR2004 -- a fair coin


def picked_up(scene: Scene) -> Draft:
    """The courier collects the parcel; real-name rules ask for the sender's ID."""
    parcel, ink = scene.parcel, scene.ink
    sender = parcel.sender
    payload = {
        "waybill_no": parcel.waybill,
        "courier": {"name": ink.name(parcel.courier), "mobile": ink.mobile(parcel.courier)},
        "real_name_check": {
            "id_type": "居民身份证",
            "id_number": ink.resident_id(sender),
            "passed": True,
        },
        "weight_kg": scene.rng.randint(2, 180) / 10,
        "note": f"已从{ink.name(sender)}处揽收，身份证{ink.resident_id(sender)}已核验",
    }
    headers = (("x-courier-name", ink.name(parcel.courier)),)
    return Draft(payload, key=parcel.waybill, headers=headers)
