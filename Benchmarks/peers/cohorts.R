# Every group's claims by R's rbinom, one call a group.
arguments <- commandArgs(trailingOnly = TRUE)
cells <- read.csv(arguments[1])
# Whole numbers of R end at 2^31.
cells$amount <- as.numeric(cells$amount)
replications <- as.integer(arguments[2])
set.seed(20261)
start <- proc.time()[["elapsed"]]
first <- NULL
year <- numeric(replications)
for (settlement in unique(cells$settlement)) {
  rows <- cells[cells$settlement == settlement, ]
  cost <- numeric(replications)
  for (group in unique(rows$group)) {
    parts <- rows[rows$group == group, ]
    claims <- rbinom(replications, parts$members[1], parts$probability[1])
    left <- 1
    for (i in seq_len(nrow(parts))) {
      chance <- parts$chance[i]
      part <- if (chance >= left) claims else rbinom(replications, claims, chance / left)
      cost <- cost + part * parts$amount[i]
      claims <- claims - part
      left <- left - chance
    }
  }
  share <- cost * 1.08 / rows$payers[1]
  if (settlement == 0) first <- ceiling(share - 1e-9)
  if (settlement < 24) year <- year + share
}
seconds <- proc.time()[["elapsed"]] - start
tell <- function(name, values) {
  deviation <- sd(values)
  sprintf(", \"%s_mean\": %.17g, \"%s_error\": %.17g, \"%s_sd\": %.17g, \"%s_q95\": %.17g",
          name, mean(values), name, deviation / sqrt(length(values)), name, deviation,
          name, quantile(values, 0.95, type = 1, names = FALSE))
}
cat(sprintf("{\"run_seconds\": %.9f, \"replications\": %d%s%s}\n", seconds, replications,
            tell("share", first), tell("year", year)))
