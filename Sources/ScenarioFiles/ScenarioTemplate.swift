/// The scenario that `fentan init` writes.
public enum ScenarioTemplate {
  /// A commented scenario that runs as it is.
  ///
  /// The pool's name is quoted where YAML needs it.
  public static func yaml(name: String) -> String {
    """
    # yaml-language-server: $schema=scenario-1.json
    # A mutual-aid pool (分摊 fentan): one falls ill, all share the cost.
    # Each line can be changed; `fentan validate` tells what is wrong, `fentan explain` what holds.
    fentan: 1                                # version of this format
    name: \(quotedIfNeeded(name))
    currency: CNY                            # amounts are in yuan, with at most two decimals
    launch: 2024-01-01
    horizon: 2027-12-31                      # long enough to pay the last claims

    # Twice a month: payers are counted on the 7th and the 21st, and charged on the 14th and 28th.
    # Or: { every: month, publication: 3 days before }
    settlement: { days: [14, 28], publication: [7, 21] }

    members:
      path:                                  # payers by date, linear by day between the dates
        2024-01-01: 200000
        2024-12-31: 1000000
        2025-12-31: 900000
        assumed: an illustration
      ages: 0..59                            # whole years; a member leaves at 60
      mix:                                   # of those who join; the shares sum to 1
        0..17: 0.20
        18..39: 0.50
        40..59: 0.30
        spread: { table: census-2020 }       # within a band as in the census
        assumed: an illustration
      waiting: { days: 90, accidents: covered, pays: yes }
      deaths: { table: CL-2010-2013/health }
      claimants: leave                       # who was paid leaves the pool

    claims:
      # The table is of insured lives; the factor says how members differ from them.
      incidence: { table: CI-2020/28-diseases, factor: 0.5, assumed: an illustration }
      classes:                               # the shares sum to 1 at every age
        severe: { share: 0.83, benefit: { 0..39: 300000, 40..59: 100000 } }
        mild: { share: 0.15, benefit: 50000 }
        accident: { share: 0.02, benefit: 100000, accident: yes }
      reporting: { delay: { law: gamma, mean: 60 days, cv: 1.2 }, assumed: an illustration }
      processing: { delay: 30 days, assumed: an illustration }

    apportionment:
      share: equal
      fee: 0.08                              # of the benefits
      minimum: 0.01                          # where anything is due
      cap_per_claim: 0.10                    # of one claim, for one member
      cap_per_year: 188                      # of all claims of a calendar year, for one member
      above_cap: platform                    # or pro_rata: benefits are cut; or carry: they wait

    # How the pool ends, if it does. Take this section away, and it goes on.
    shutdown:
      announced: 2026-11-30
      contributions_end: 2026-11-30
      cover_ends: 2026-12-31                 # the end of that day, or an hour: 2026-12-31T18:00
      file_within: 180 days of diagnosis
      tail: platform                         # or members: one last share; or nobody

    """
  }

  /// The name as YAML takes it: in quotes where a plain word would mean something else.
  private static func quotedIfNeeded(_ name: String) -> String {
    let isPlain =
      name.first?.isLetter == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || " -_.()".contains($0) }
      && !name.hasSuffix(" ") && !["null", "true", "false", "yes", "no"].contains(name)
    return isPlain ? name : name.quoted
  }
}
