"""What every mask operator is: a frozen piece of the policy that turns a value into its mask.

Must never log, raise or keep the value it masks.
"""

from abc import abstractmethod

from redactor.configuration import Frozen
from redactor.spans import Span


class Operator(Frozen):
    """A mask with its parameters, as it stands in the policy.

    Masks are pure: the same value under the same parameters gives the same mask, and a mask
    applied to its own output changes nothing.
    """

    @abstractmethod
    def mask(self, raw_value: str, span: Span) -> str:
        """Give the masked form of one value.

        Args:
            raw_value: The value as written, `text[span.start:span.end]`.
            span: Its entity and, for an address, its parts; offsets are the text's, not the
                value's.

        Returns:
            The mask; may be empty.
        """
