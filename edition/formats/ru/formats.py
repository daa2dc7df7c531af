"""Months in the genitive after a day: 14 ноября 2026; alone in the nominative: ноябрь 2026."""

DATE_FORMAT = "j E Y"
SHORT_DATE_FORMAT = "j E Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j E"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y, H:i"
SHORT_DATETIME_FORMAT = "j E Y, H:i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
NUMBER_GROUPING = 3
