"""Every operator a policy may name.

Must never hold an operator that passes a value on by default.
"""

from typing import Annotated

from pydantic import Field

from redactor.masking.partial import Partial
from redactor.masking.smile import Smile
from redactor.masking.whole import Keep, Mask, Redact, Replace

AnyOperator = Annotated[
    Keep | Mask | Partial | Redact | Replace | Smile, Field(discriminator="operator")
]
