"""Policies from files and messages, checked whole before anything is done with them.

Must never quote what stands in a policy, nor give one back of which any part is in doubt.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from redactor.configuration import load_mapping, parse_mapping
from redactor.errors import ConfigError, Problem
from redactor.masking.operator import Operator
from redactor.masking.partial import Partial
from redactor.policy.checks import problems_in
from redactor.policy.inherit import inherited
from redactor.policy.model import Policy, Route
from redactor.wording import problems_of

# GB/T 41833-2022 asks partial masks of these; nothing else may show any part of itself.
STANDARD_OPERATORS: Final[Mapping[str, Operator]] = {
    entity: Partial()
    for entity in (
        "PERSON",
        "PHONE_NUMBER",
        "ADDRESS",
        "EMAIL_ADDRESS",
        "CN_RESIDENT_ID",
        "CN_BANK_CARD",
        "CN_LICENSE_PLATE",
    )
}


def default_policy(source: str = "stdin", target: str = "stdout") -> Policy:
    """The built-in policy: everything is scanned, masks conform to GB/T 41833-2022."""
    return Policy(
        version=1,
        name="gbt41833",
        routes=(Route(source=source, target=target),),
        operators=dict(STANDARD_OPERATORS),
    )


def load_policy(path: Path) -> Policy:
    """Read and check a policy file.

    Raises:
        ConfigError: With every problem found, none quoting a value.
    """
    return _checked(load_mapping(path), path.resolve().parent)


def parse_policy(raw: bytes, name: str) -> Policy:
    """Check a policy that came as bytes (YAML or JSON), e.g. from the control topic.

    Raises:
        ConfigError: As `load_policy`.
    """
    return _checked(parse_mapping(raw, name), None)


def _checked(own: dict[str, Any], folder: Path | None) -> Policy:
    """Give the policy with the standard's operators below its own, if nothing is wrong with it."""
    data, problems = inherited(own, folder)
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        told = {problem.path for problem in problems}
        found = map(_policy_problem, problems_of(error))
        problems += [problem for problem in found if problem.path not in told]
    if problems:  # more cannot be judged without what a faulty profile would bring along
        raise ConfigError(problems)
    effective = policy.model_copy(update={"operators": {**STANDARD_OPERATORS, **policy.operators}})
    if problems := [*problems_in(effective), *_list_problems(effective, folder)]:
        raise ConfigError(problems)
    return effective


def _list_problems(policy: Policy, folder: Path | None) -> Iterator[Problem]:
    """Read the policy's lists in files; give what is wrong with any."""
    for name, lists in (("deny", policy.deny), ("allow", policy.allow)):
        for n, one in enumerate(lists):
            try:
                one.load(folder, f"policy.{name}.{n}")
            except ConfigError as error:
                yield from error.problems


def _policy_problem(problem: Problem) -> Problem:
    return Problem(f"policy.{problem.path}", problem.reason)
