"""Chinese-aware PII recognizers for logistics text, usable with Presidio or alone."""

from recognizers.analyzer import Analyzer
from recognizers.base import Recognizer
from recognizers.errors import RecognizerError
from recognizers.finding import Finding, Level, Part

__all__ = ["Analyzer", "Finding", "Level", "Part", "Recognizer", "RecognizerError"]
