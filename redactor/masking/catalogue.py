"""Every operator a policy may name.

Must never hold an operator that passes a value on by default.
"""

from typing import Annotated

from pydantic import Field

from redactor.masking.erase import Drop, Null
from redactor.masking.partial import Partial
from redactor.masking.pseudonym import Hash, Pseudonym
from redactor.masking.smile import Smile
from redactor.masking.virtual import VirtualNumber
from redactor.masking.whole import Keep, Mask, Redact, Replace

AnyOperator = Annotated[
    Drop
    | Hash
    | Keep
    | Mask
    | Null
    | Partial
    | Pseudonym
    | Redact
    | Replace
    | Smile
    | VirtualNumber,
    Field(discriminator="operator"),
]
