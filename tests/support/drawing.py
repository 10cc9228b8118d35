"""How Hypothesis draws: the same examples in every run, and as long as a busy machine takes.

Must never let a verdict depend on the clock or on chance; what looks further is `make fuzz`.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
