"""Every operator a policy may name.

Must never hold an operator that passes a value on by default.
"""

from typing import Annotated

from pydantic import Field

from redactor.masking.erase import Drop, Null
from redactor.masking.generalise import Generalise
from redactor.masking.partial import Partial
from redactor.masking.pseudonym import Hash, Pseudonym
from redactor.masking.reversible import Encrypt, Fpe
from redactor.masking.shift import Shift
from redactor.masking.smile import Smile
from redactor.masking.virtual import VirtualNumber
from redactor.masking.whole import Keep, Mask, Redact, Replace

AnyOperator = Annotated[
    Drop
    | Encrypt
    | Fpe
    | Generalise
    | Hash
    | Keep
    | Mask
    | Null
    | Partial
    | Pseudonym
    | Redact
    | Replace
    | Shift
    | Smile
    | VirtualNumber,
    Field(discriminator="operator"),
]
