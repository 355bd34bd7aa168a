// Every group's claims by the GNU Scientific Library, with its fastest good generator.
//
// gsl_cohorts CELLS REPLICATIONS, where the groups of a settlement stand together, and the amounts of
// a group.
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct {
  int settlement, group;
  double payers, probability, amount, chance;
  unsigned members;
} row;

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void tell(const char *name, double *values, int count) {
  double mean = 0, squares = 0;
  for (int i = 0; i < count; i++) mean += values[i] / count;
  for (int i = 0; i < count; i++) squares += (values[i] - mean) * (values[i] - mean);
  double sd = sqrt(squares / (count - 1));
  qsort(values, (size_t)count, sizeof *values, ascending);
  int place = (int)ceil(0.95 * count) - 1;
  printf(", \"%s_mean\": %.17g, \"%s_error\": %.17g, \"%s_sd\": %.17g, \"%s_q95\": %.17g", name, mean,
         name, sd / sqrt(count), name, sd, name, values[place]);
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  FILE *file = fopen(arguments[1], "r");
  int replications = atoi(arguments[2]);
  char line[512];
  if (!file || replications < 2 || !fgets(line, sizeof line, file)) return 66;
  row *rows = NULL;
  int length = 0, room = 0;
  while (fgets(line, sizeof line, file)) {
    if (length == room) rows = realloc(rows, sizeof *rows * (size_t)(room = 2 * room + 1024));
    row *r = &rows[length++];
    if (sscanf(line, "%d,%lf,%d,%u,%lf,%lf,%lf", &r->settlement, &r->payers, &r->group, &r->members,
               &r->probability, &r->amount, &r->chance) != 7)
      return 65;
  }
  gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
  gsl_rng_set(random, 20261);
  double *first = calloc((size_t)replications, sizeof *first);
  double *year = calloc((size_t)replications, sizeof *year);
  unsigned *claims = calloc((size_t)replications, sizeof *claims);
  double *cost = calloc((size_t)replications, sizeof *cost);
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  double left = 1;
  for (int i = 0; i < length; i++) {
    row *r = &rows[i];
    int is_new = i == 0 || rows[i - 1].settlement != r->settlement;
    if (is_new) memset(cost, 0, sizeof *cost * (size_t)replications);
    if (is_new || rows[i - 1].group != r->group) {
      left = 1;
      for (int k = 0; k < replications; k++)
        claims[k] = gsl_ran_binomial(random, r->probability, r->members);
    }
    double chance = r->chance >= left ? 1 : r->chance / left;
    for (int k = 0; k < replications; k++) {
      unsigned part = chance >= 1 || !claims[k] ? claims[k] : gsl_ran_binomial(random, chance, claims[k]);
      cost[k] += part * r->amount;
      claims[k] -= part;
    }
    left -= r->chance;
    if (i + 1 < length && rows[i + 1].settlement == r->settlement) continue;
    for (int k = 0; k < replications; k++) {
      double share = cost[k] * 1.08 / r->payers;
      if (r->settlement == 0) first[k] = ceil(share - 1e-9);
      if (r->settlement < 24) year[k] += share;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"run_seconds\": %.9f, \"peak_mib\": %.1f, \"replications\": %d",
         (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec),
         (double)usage.ru_maxrss / 1024, replications);
  tell("share", first, replications);
  tell("year", year, replications);
  puts("}");
  return 0;
}
