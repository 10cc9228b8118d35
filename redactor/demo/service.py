"""Customer service: chats, changed addresses, returns, erasures.

Must never write a person's value other than through the scene's ink.
"""

from redactor.demo.manifest import Spelling
from redactor.demo.parcel import Draft, Scene, to_json


def service_chat(scene: Scene) -> Draft:
    """A chat with a customer: free text, turn by turn."""
    parcel, ink, rng = scene.parcel, scene.ink, scene.rng
    receiver = parcel.receiver
    ask = scene.say(
        lambda: f"你好，我的快递{parcel.waybill}到哪了？我叫{ink.name(receiver)}",
        lambda: f"麻烦查一下，收件人{ink.name(receiver)}，手机{ink.mobile(receiver)}",
        lambda: f"我是{ink.name(receiver)}，能不能别打电话，加我邮箱{ink.email(receiver)}",
    )
    detail = scene.say(
        lambda: f"对的，地址是{ink.address(receiver)}",
        lambda: f"电话换成{ink.mobile(receiver, Spelling.SPACED)}，之前那个停机了",
        lambda: f"座机{ink.landline(receiver)}也可以",
        lambda: f"身份证尾号不记得了，全号是{ink.resident_id(receiver)}",
    )
    payload = {
        "session": f"CS{rng.randint(10**7, 10**8 - 1)}",
        "messages": [
            {"from": "customer", "text": ask},
            {"from": "agent", "text": "您好，请问地址和联系方式还是原来的吗？"},
            {"from": "customer", "text": detail},
            {"from": "agent", "text": "好的，已经为您登记，请保持电话畅通"},
        ],
    }
    return Draft(payload, key=parcel.waybill)


def address_changed(scene: Scene) -> Draft:
    """The receiver moves the delivery; old and new stand in one audit string."""
    parcel, ink = scene.parcel, scene.ink
    change = {
        "old": ink.address(parcel.receiver),
        "new": ink.address(parcel.sender),
        "contact": f"{ink.name(parcel.sender)}/{ink.mobile(parcel.sender)}",
    }
    payload = {
        "waybill_no": parcel.waybill,
        "audit": to_json(change, ascii_only=True),
        "reason": f"客户{ink.name(parcel.receiver)}来电要求改送",
    }
    return Draft(payload, key=f"{parcel.waybill}|{ink.mobile(parcel.receiver)}")


def returned(scene: Scene) -> Draft:
    """The parcel goes back; the roles are swapped."""
    parcel, ink = scene.parcel, scene.ink
    payload = {
        "waybill_no": parcel.waybill,
        "return_to": {
            "name": ink.name(parcel.sender),
            "phone": ink.mobile(parcel.sender, Spelling.FULL_WIDTH),
            "address": ink.address(parcel.sender),
        },
        "reason": f"收件人{ink.name(parcel.receiver)}拒收，原路退回{parcel.goods}",
    }
    return Draft(payload, key=parcel.waybill)


def order_erased(scene: Scene) -> Draft:
    """A customer asked to be forgotten: a tombstone, its key still naming them."""
    parcel, ink = scene.parcel, scene.ink
    return Draft(None, key=f"{parcel.waybill}|{ink.mobile(parcel.receiver)}")
