"""The doorstep: delivery, cash on delivery, lockers, proof, exceptions.

Must never write a person's value other than through the scene's ink.
"""

from redactor.demo.manifest import Spelling
from redactor.demo.parcel import Draft, Scene


def out_for_delivery(scene: Scene) -> Draft:
    """The courier's stop list: who, where, which number to call."""
    parcel, ink = scene.parcel, scene.ink
    receiver = parcel.receiver
    payload = {
        "courier": {"name": ink.name(parcel.courier), "mobile": ink.mobile(parcel.courier)},
        "stops": [
            {
                "waybill_no": parcel.waybill,
                "to": f"{ink.name(receiver)} {ink.privacy_number(receiver)}",
                "where": ink.local_address(receiver),
            }
        ],
    }
    return Draft(payload, key=ink.mobile(parcel.courier))


def cash_on_delivery(scene: Scene) -> Draft:
    """Cash is taken at the door; the payer's number is a JSON number."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    payload = {
        "waybill_no": parcel.waybill,
        "amount_fen": rng.randint(900, 99900),
        "payer": {"name": ink.name(parcel.receiver), "mobile": int(ink.mobile(parcel.receiver))},
        "refund_card": ink.bank_card(parcel.receiver),
        "memo": f"代收货款已付，退款卡号{ink.bank_card(parcel.receiver)}，"
        f"户名{ink.name(parcel.receiver)}",
    }
    return Draft(payload, key=parcel.waybill)


def locker_stored(scene: Scene) -> Draft:
    """The parcel lies in a locker; the text message to the receiver is logged."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    payload = {
        "waybill_no": parcel.waybill,
        "locker": {"id": f"L{rng.randint(1000, 9999)}", "door": rng.randint(1, 80)},
        "sms": f"【快递柜】您的包裹已存入{parcel.receiver.estate}北门快递柜，"
        f"请24小时内取件，有问题联系派件员{ink.mobile(parcel.courier)}",
        "sent_to": ink.mobile(parcel.receiver),
    }
    return Draft(payload, key=parcel.waybill)


def delivered(scene: Scene) -> Draft:
    """Proof of delivery: who signed, where it was left."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    receiver = parcel.receiver
    remark = scene.say(
        lambda: f"本人签收，签收人{ink.name(receiver)}",
        lambda: f"已放{ink.door(receiver)}门口，电话{ink.mobile(receiver)}已告知",
        lambda: f"家人代收，收件人{ink.name(receiver)}知情",
        lambda: "放快递柜，已短信通知",
    )
    payload = {
        "waybill_no": parcel.waybill,
        "signed_by": ink.name(receiver),
        "remark": remark,
        "photo": {"sha": f"{rng.getrandbits(64):016x}", "kb": rng.randint(80, 900)},
    }
    headers = (("x-courier-name", ink.name(parcel.courier)),)
    return Draft(payload, key=parcel.waybill, headers=headers)


def exception(scene: Scene) -> Draft:
    """Something went wrong; the courier types what happened."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    receiver = parcel.receiver
    text = scene.say(
        lambda: f"收件人{ink.name(receiver)}电话{ink.mobile(receiver)}无人接听，改明日派送",
        lambda: (
            f"外包装破损，已拍照，联系寄件人{ink.name(parcel.sender)}"
            f"{ink.mobile(parcel.sender, Spelling.DASHED)}确认"
        ),
        lambda: f"地址不详，客户说在{ink.local_address(receiver)}",
        lambda: f"拒收，客户{ink.name(receiver)}要求退回，座机{ink.landline(receiver)}",
    )
    payload = {"waybill_no": parcel.waybill, "code": rng.randint(10, 49), "text": text}
    return Draft(payload, key=parcel.waybill, ascii_only=rng.random() < 0.3)  # noqa: PLR2004 -- a share of producers
