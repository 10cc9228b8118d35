"""The policy: what is masked and how, for whom. Models, checks, profiles, and the bound form."""

from redactor.policy.fields import DECLARED_ENTITIES, ENTITIES, FieldRule
from redactor.policy.load import STANDARD_OPERATORS, default_policy, load_policy, parse_policy
from redactor.policy.model import Limits, Policy, Route, Thresholds, View

__all__ = [
    "DECLARED_ENTITIES",
    "ENTITIES",
    "STANDARD_OPERATORS",
    "FieldRule",
    "Limits",
    "Policy",
    "Route",
    "Thresholds",
    "View",
    "default_policy",
    "load_policy",
    "parse_policy",
]
