import MutualAid

/// The settings of the cover that is offered instead of a pool that shuts.
enum ReplacementSection {
  private static let offered = Key(
    "offered", Form<Bool>.yesNo, .standard(true, text: "yes"), "Whether it is offered at all.")
  private static let taken = Key(
    "taken", Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1 with at most 6 decimals"),
    .required, unit: "part of the members at the end of cover", "The part that takes it.")
  private static let price = Key(
    "price", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "What it costs the platform for each who takes it, outside the books of the pool.")

  static let definition = SectionDefinition(
    "a mapping such as { offered: yes, taken: 0.16 }",
    keys: [offered.definition, taken.definition, price.definition])

  /// Cover that is offered, or `nil` inside where a scenario says that none is.
  static let form = Form<ReplacementCover?>.mapping(definition) { section, _ in
    let offered = section.read(offered)
    let taken = section.read(taken)
    let price = section.read(price)
    guard let offered, let taken, let price else { return nil }
    let cover = ReplacementCover(price: price.value, taken: Rate(millionths: taken.value))
    return .some(offered.value ? cover : nil)
  }
}
