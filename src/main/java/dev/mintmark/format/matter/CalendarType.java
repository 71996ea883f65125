package dev.mintmark.format.matter;

/** A calendar that a device can show (Matter Core 11.4.5, CalendarTypeEnum). The ordinal is the number. */
public enum CalendarType {
    BUDDHIST,
    CHINESE,
    COPTIC,
    ETHIOPIAN,
    GREGORIAN,
    HEBREW,
    INDIAN,
    ISLAMIC,
    JAPANESE,
    KOREAN,
    PERSIAN,
    TAIWANESE
}
