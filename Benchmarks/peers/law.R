# The law of the first settlement by actuar's Panjer recursion, with Poisson claims: an approximation
# from above to the binomial, wrong by about the probability of a claim.
suppressMessages(library(actuar))
arguments <- commandArgs(trailingOnly = TRUE)
cells <- read.csv(arguments[1])
cells <- cells[cells$settlement == 0, ]
step <- 5000000
rates <- cells$members * cells$probability * cells$chance
start <- proc.time()[["elapsed"]]
severity <- tapply(rates, factor(cells$amount / step, levels = 0:max(cells$amount / step)), sum)
severity[is.na(severity)] <- 0
rate <- sum(rates)
# Beyond a rate of some 700 the recursion would begin at 0: the sum is halved, and convolved again.
halvings <- max(0, ceiling(log2(rate / 500)))
law <- aggregateDist("recursive", model.freq = "poisson", model.sev = severity / rate,
                     lambda = rate / 2^halvings, x.scale = step, tol = 1e-12, convolve = halvings,
                     maxit = 1e6)
middle <- quantile(law, 0.5, names = FALSE)
seconds <- proc.time()[["elapsed"]] - start
masses <- diff(law)
points <- knots(law)
mean <- sum(points * masses)
cat(sprintf("{\"run_seconds\": %.9f, \"mean\": %.17g, \"sd\": %.17g, \"q50\": %.17g}\n", seconds, mean,
            sqrt(sum((points - mean)^2 * masses)), middle))
