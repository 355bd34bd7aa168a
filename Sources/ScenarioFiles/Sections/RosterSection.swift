import MutualAid

/// The settings of a roster, and the columns of its file.
enum RosterSection {
  private static let file = Key(
    "file", Form<String>.path, .required,
    "A CSV file with one row a member, which is read as it comes and may have millions of rows.")

  static let definition = SectionDefinition(
    "a mapping such as { file: roster.csv }", keys: [file.definition])

  static let form = Form<Placed<String>>.mapping(definition) { section, _ in section.read(file) }

  /// The columns of the file, for the format's description.
  static let columns = SectionDefinition(
    "a member",
    keys: [
      Key(
        RosterColumn.id.rawValue, Form<String>.text, .optional(meaning: "none"),
        "Whatever tells the row from others; it is not looked at."
      ).definition,
      Key(
        RosterColumn.joined.rawValue, Form<Day>.date, .optional(meaning: "the launch"),
        "The day of joining, from launch to horizon; the member enters on the first day of its period."
      ).definition,
      Key(
        RosterColumn.left.rawValue, Form<Day>.date, .optional(meaning: "does not leave by itself"),
        "The first day after the membership; the member leaves on the first day of its period."
      ).definition,
      Key(
        RosterColumn.birthDate.rawValue, Form<Day>.date,
        .optional(meaning: "one of the three is needed with ages"),
        "The date of birth, used as it is."
      ).definition,
      Key(
        RosterColumn.birthYear.rawValue, Form<Int>.whole(1600...9999, "a year"),
        .optional(meaning: "one of the three is needed with ages"),
        "The year of birth; birthdays are even over the year."
      ).definition,
      Key(
        RosterColumn.age.rawValue, Form<Int>.whole(0...Limit.age, "an age in whole years"),
        .optional(meaning: "one of the three is needed with ages"), unit: "whole years",
        "The age last birthday at joining; birthdays are even over the year."
      ).definition,
      Key(
        RosterColumn.sex.rawValue, Form<Sex>.sex,
        .optional(meaning: "needed where rates go by sex"), "The sex."
      ).definition,
      Key(
        RosterColumn.segment.rawValue, Form<String>.text,
        .optional(meaning: "needed where there are several"), "A segment."
      ).definition,
      Key(
        RosterColumn.riskClass.rawValue, Form<String>.text,
        .optional(meaning: "needed where there are several"), "A class of risk."
      ).definition,
      Key(
        RosterColumn.risk.rawValue, Form<Double>.factor, .optional(meaning: "1"), unit: "factor",
        "What multiplies the member's own hazard of a diagnosis, beside the class of risk."
      ).definition,
      Key(
        RosterColumn.count.rawValue, Form<Int>.count, .optional(meaning: "1"), unit: "members",
        "How many members the row stands for, at least 1."
      ).definition,
    ])
}
