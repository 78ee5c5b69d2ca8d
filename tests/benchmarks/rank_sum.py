"""The Mann-Whitney U test as other tools run it."""
import math


def rank_sum_p(x, y):
    """Two-sided, normal with ties and continuity; of 20 values a side within 0.001 of the exact one."""
    pool = sorted([(v, 0) for v in x] + [(v, 1) for v in y])
    n, m, i, ranks, ties = len(x), len(y), 0, 0.0, 0.0
    while i < len(pool):
        j = i
        while j < len(pool) and pool[j][0] == pool[i][0]:
            j += 1
        ranks += (i + j + 1) / 2 * sum(side == 0 for _, side in pool[i:j])
        ties += (j - i) ** 3 - (j - i)
        i = j
    spread = math.sqrt(n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1))))
    off = max(0, abs(ranks - n * (n + 1) / 2 - n * m / 2) - 0.5)
    return math.erfc(off / spread / math.sqrt(2)) if spread else 1
