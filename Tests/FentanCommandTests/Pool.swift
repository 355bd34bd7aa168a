extension Program {
  /// A pool so small that a replication takes a moment, even where the engine is not optimised.
  static let pool = """
    fentan: 1
    name: Small pool
    launch: 2021-01-01
    horizon: 2021-12-31
    settlement: { every: quarter }
    members:
      path: { 2021-01-01: 1000 }
    claims:
      incidence: { per_year: 0.02 }
      classes:
        critical: { share: 1, benefit: 100000 }
    apportionment: { share: equal, fee: 0.08 }

    """
}
