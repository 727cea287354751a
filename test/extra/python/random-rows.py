"""Usage: random-rows.py <seed> <cases of each kind>. Prints random and awkward rows and what scikit-learn says of them.

Ties, one class, absent classes, weights of 0 and of every size, one row, constant scores, certain ones, float32; where
scikit-learn has no such function (calibration error, rankings but for NDCG, DeLong's and Obuchowski's standard errors)
the definition in NumPy: orders of ties one by one, pairs of rows one by one.
"""

import itertools
import json
import math
import sys
import warnings

import numpy as np
from sklearn import metrics as sk

warnings.simplefilter("ignore")
SEED, COUNT = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(SEED)


def number(call):
    try:
        value = float(call())
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def some_weights(n):
    kind = rng.integers(0, 5)
    if kind <= 1:
        return None
    if kind == 2:
        return rng.exponential(size=n)
    if kind == 3:
        weights = rng.integers(0, 4, n).astype(float)
    else:
        weights = 10 ** rng.uniform(-6, 6, n)
    if weights.sum() == 0:
        weights[0] = 1
    return weights


def rows():
    return int(rng.choice([1, 2, 3, 5, 8, 13, 40, 150, 400], p=[0.05, 0.08, 0.1, 0.12, 0.12, 0.13, 0.2, 0.15, 0.05]))


def some_scores(n, labels):
    kind = rng.integers(0, 8)
    logits = rng.normal(size=n) * 10 ** rng.uniform(-3, 2.5) + labels * rng.uniform(-1, 3)
    scores = 1 / (1 + np.exp(-np.clip(logits, -745, 709)))
    if kind == 0:
        return np.full(n, rng.choice([0.0, 0.3, 0.5, 1.0]))
    if kind in (1, 2):
        return np.round(scores, int(rng.integers(0, 3)))
    if kind == 3:
        return rng.choice([0.0, 1.0, 1e-9, 1 - 1e-9, 5e-324, 0.5, np.nextafter(0.5, 0)], n)
    return scores


def weighted_log_loss(labels, chance, eps, weights):
    clipped = np.clip(chance, eps, 1 - eps)
    return np.average(-np.log(clipped[np.arange(len(labels)), labels]), weights=weights)


def ece(chance, holds, weights, bins=15):
    weights = np.ones(len(chance)) if weights is None else weights
    edges = np.arange(bins + 1) / bins
    place = np.clip(np.searchsorted(edges, chance, side="left") - 1, 0, bins - 1)
    return sum(abs((weights * (chance - holds))[place == b].sum()) for b in range(bins)) / weights.sum()


def decisions(labels, decided, weights):
    own = {"sample_weight": weights}
    return {
        "balanced_accuracy": number(lambda: sk.balanced_accuracy_score(labels, decided, **own)),
        "mcc": number(lambda: sk.matthews_corrcoef(labels, decided, **own)),
        "cohen_kappa": number(lambda: sk.cohen_kappa_score(labels, decided, **own)),
        "accuracy": number(lambda: sk.accuracy_score(labels, decided, **own)),
    }


def binary():
    n = rows()
    rate = rng.choice([0, 0.05, 0.3, 0.5, 0.9, 1], p=[0.04, 0.16, 0.3, 0.3, 0.16, 0.04])
    labels = (rng.random(n) < rate).astype(int)
    kind = str(rng.choice(["float64", "float32"], p=[0.7, 0.3]))
    scores = some_scores(n, labels).astype(kind).astype(float)
    threshold = float(rng.choice([0.5, 0.0, 1.0, 0.3, scores[0]]))
    weights = some_weights(n)
    decided = (scores >= threshold).astype(int)
    own = {"sample_weight": weights}
    both = np.column_stack([1 - scores, scores])
    expected = {
        "roc_auc": number(lambda: sk.roc_auc_score(labels, scores, **own)),
        "average_precision": number(lambda: sk.average_precision_score(labels, scores, **own)),
        "log_loss": weighted_log_loss(labels, both, np.finfo(kind).eps, weights),
        "brier": number(lambda: sk.brier_score_loss(labels, scores, labels=[0, 1], pos_label=1, **own)),
        "f1": number(lambda: sk.f1_score(labels, decided, zero_division=0, **own)),
        "precision": number(lambda: sk.precision_score(labels, decided, zero_division=0, **own)),
        "recall": number(lambda: sk.recall_score(labels, decided, zero_division=0, **own)),
        "ece_15": ece(scores, labels, weights),
        "ece_7": ece(scores, labels, weights, 7),
        **decisions(labels, decided, weights),
    }
    if kind == "float64":
        theirs = number(lambda: sk.log_loss(labels, both, labels=[0, 1], **own))
        assert theirs is None or abs(theirs - expected["log_loss"]) <= 1e-12 * max(1, theirs)
    return {"task": "binary", "labels": labels.tolist(), "scores": scores.tolist(), "threshold": threshold, "scoreType": kind,
            "weights": None if weights is None else weights.tolist(), "expected": expected}


def multiclass():
    n, k = rows(), int(rng.integers(3, 8))
    used = rng.integers(1, k + 1)
    labels = rng.choice(rng.permutation(k)[:used], n)
    kind = str(rng.choice(["float64", "float32"], p=[0.7, 0.3]))
    logits = rng.normal(size=(n, k)) * 10 ** rng.uniform(-2, 2.5)
    logits[np.arange(n), labels] += rng.uniform(0, 3)
    chance = np.exp(logits - logits.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    style = rng.integers(0, 4)
    if style == 0:
        chance = np.round(chance, 1)
    if style == 1:
        chance = np.full((n, k), 1 / k)
    chance = chance.astype(kind).astype(float)
    weights = some_weights(n)
    decided = chance.argmax(axis=1)
    own = {"sample_weight": weights}
    classes = list(range(k))
    present = set(labels if weights is None else labels[weights > 0])
    ovr = None
    if len(present) == k:
        ovr = number(lambda: np.mean([sk.roc_auc_score(labels == c, chance[:, c], **own) for c in classes]))
    expected = {
        "log_loss": weighted_log_loss(labels, chance, np.finfo(kind).eps, weights),
        "brier": float(np.average(((chance - (labels[:, None] == np.arange(k))) ** 2).sum(axis=1), weights=weights)),
        "roc_auc_ovr_macro": ovr,
        "ece_15": ece(chance.max(axis=1), (decided == labels).astype(float), weights),
        **{f"top_{t}_accuracy": number(lambda: sk.top_k_accuracy_score(labels, chance, k=t, labels=classes, **own)) for t in (1, 2, 3)},
        **{f"{name}_{average}": number(lambda: function(labels, decided, average=average, zero_division=0, **own))
           for name, function in (("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score))
           for average in ("macro", "micro", "weighted")},
        **decisions(labels, decided, weights),
    }
    if kind == "float64" and np.allclose(chance.sum(axis=1), 1, rtol=1e-12):
        theirs = number(lambda: sk.brier_score_loss(labels, chance, labels=classes, **own))
        assert theirs is None or abs(theirs - expected["brier"]) < 1e-12
        if ovr is not None:
            assert abs(sk.roc_auc_score(labels, chance, multi_class="ovr", labels=classes, **own) - ovr) < 1e-12
    return {"task": "multiclass", "labels": labels.tolist(), "classes": [f"c{c}" for c in classes], "probabilities": chance.ravel().tolist(),
            "scoreType": kind, "weights": None if weights is None else weights.tolist(), "expected": expected}


def r2(truth, predicted, weights):
    """Where the rows that count have one value, scikit-learn may divide by the rounding error of its mean: there by its own rule."""
    counts = np.ones(len(truth), dtype=bool) if weights is None else weights > 0
    if len(truth) > 1 and len(set(truth[counts])) == 1:
        return float((truth == predicted)[counts].all())
    return number(lambda: sk.r2_score(truth, predicted, sample_weight=weights))


def regression():
    n = rows()
    scale = 10 ** rng.uniform(-8, 8)
    truth = rng.normal(size=n) * scale + rng.choice([0, scale * 1000, -scale])
    style = rng.integers(0, 7)
    if style == 0:
        truth = np.full(n, rng.choice([0.0, 2.0, 1024.0, -3.5]))
    if style == 1:
        truth = np.round(truth / scale) * 1.0
    predicted = truth + rng.normal(size=n) * scale * 10 ** rng.uniform(-4, 1)
    if style == 2:
        predicted = truth.copy()
    if style == 3:
        predicted = np.full(n, truth.mean())
    if style == 4:
        predicted = truth + rng.choice([-1.0, 0.0, 1.0, 2.0], n)
    weights = some_weights(n)
    own = {"sample_weight": weights}
    expected = {
        "rmse": number(lambda: sk.root_mean_squared_error(truth, predicted, **own)),
        "mae": number(lambda: sk.mean_absolute_error(truth, predicted, **own)),
        "r2": r2(truth, predicted, weights),
        "median_ae": number(lambda: sk.median_absolute_error(truth, predicted, **own)),
        "mape": number(lambda: sk.mean_absolute_percentage_error(truth, predicted, **own)),
        **{f"pinball_{q}": number(lambda: sk.mean_pinball_loss(truth, predicted, alpha=q, **own)) for q in (0.05, 0.5, 0.9)},
    }
    return {"task": "regression", "truth": truth.tolist(), "values": predicted.tolist(),
            "weights": None if weights is None else weights.tolist(), "expected": expected}


def orders(scores):
    """Every order that equal scores may have."""
    levels = [np.flatnonzero(scores == level).tolist() for level in sorted(set(scores), reverse=True)]
    return (sum(map(list, parts), []) for parts in itertools.product(*[itertools.permutations(level) for level in levels]))


def by_order(relevance, scores, k, value):
    found = [value(relevance[list(order)], k) for order in orders(scores)]
    return sum(found) / len(found)


def mrr(ranked, k):
    hits = np.flatnonzero(ranked[:k] > 0)
    return 0.0 if len(hits) == 0 else 1 / (hits[0] + 1)


def mean_precision(ranked, k):
    relevant = (ranked > 0).sum()
    if relevant == 0:
        return 0.0
    hits = np.flatnonzero(ranked[:k] > 0)
    return sum((i + 1) / (place + 1) for i, place in enumerate(hits)) / min(relevant, k)


def recall(ranked, k):
    relevant = (ranked > 0).sum()
    return 0.0 if relevant == 0 else (ranked[:k] > 0).sum() / relevant


def ranking():
    queries = int(rng.integers(1, 8))
    sizes = rng.integers(1, 7, queries)
    index = np.repeat(np.arange(queries), sizes)
    relevance = rng.choice([0, 0, 0, 1, 2, 3.5], len(index))
    scores = np.round(rng.normal(size=len(index)), int(rng.choice([0, 0, 1, 8])))
    parts = [(relevance[index == q], scores[index == q]) for q in range(queries)]

    def mean(value):
        return float(np.mean([value(*part) for part in parts]))

    def ndcg(k):
        def of(rel, sc):
            if len(rel) == 1:
                return float(rel[0] > 0)
            return sk.ndcg_score([rel], [sc], k=k)
        return of

    expected = {"ndcg": mean(ndcg(None)), "mrr": mean(lambda r, s: by_order(r, s, 99, mrr)), "map": mean(lambda r, s: by_order(r, s, 99, mean_precision))}
    for k in (1, 2, 3, 10):
        expected[f"ndcg@{k}"] = mean(ndcg(k))
        expected[f"mrr@{k}"] = mean(lambda r, s: by_order(r, s, k, mrr))
        expected[f"map@{k}"] = mean(lambda r, s: by_order(r, s, k, mean_precision))
        expected[f"recall@{k}"] = mean(lambda r, s: by_order(r, s, k, recall))
    return {"task": "ranking", "relevance": relevance.tolist(), "queries": index.tolist(), "scores": scores.tolist(), "weights": None, "expected": expected}


def psi(labels, scores):
    pairs = scores[labels == 1][:, None] - scores[labels == 0][None, :]
    return (pairs > 0) + 0.5 * (pairs == 0)


def delong():
    """DeLong (1988) and Obuchowski (1997) from all pairs."""
    n = int(rng.integers(8, 200))
    grouped = rng.random() < 0.4
    groups = rng.integers(0, max(4, n // 4), n) if grouped else None
    labels = (rng.random(n) < rng.uniform(0.1, 0.9)).astype(int)
    labels[:4] = [0, 1, 0, 1]
    common = labels * rng.uniform(0, 3) + rng.normal(size=n)
    scores = [1 / (1 + np.exp(-(common + rng.normal(size=n)))) for _ in range(2)]
    if rng.random() < 0.4:
        scores = [np.round(each, int(rng.integers(1, 3))) for each in scores]
    kernels = [psi(labels, each) for each in scores]
    areas = [kernel.mean() for kernel in kernels]
    factor = float(rng.choice([1, 1, 0.98, 1.01]))
    difference = kernels[0] - factor * kernels[1]
    x, y = difference.mean(axis=1), difference.mean(axis=0)
    theta = difference.mean()
    n1, n0 = len(x), len(y)
    if groups is None:
        variance = x.var(ddof=1) / n1 + y.var(ddof=1) / n0
    else:
        g1, g0 = groups[labels == 1], groups[labels == 0]
        keys = np.unique(groups)
        s1 = np.array([(x[g1 == key] - theta).sum() for key in keys])
        s0 = np.array([(y[g0 == key] - theta).sum() for key in keys])
        i1, i0, i = len(np.unique(g1)), len(np.unique(g0)), len(keys)
        variance = i1 / (i1 - 1) * (s1**2).sum() / n1**2 + i0 / (i0 - 1) * (s0**2).sum() / n0**2 + 2 * i / (i - 1) * (s1 * s0).sum() / (n1 * n0)
    return {"task": "binary", "labels": labels.tolist(), "scores": scores[0].tolist(), "baseline": scores[1].tolist(), "factor": factor, "threshold": 0.5,
            "scoreType": "float64", "weights": None, "groups": None if groups is None else groups.tolist(),
            "expected": {"roc_auc": areas[0]}, "difference": areas[0] - factor * areas[1], "standardError": math.sqrt(max(0, variance))}


KINDS = [binary, multiclass, regression, ranking, delong]
cases = [make() for make in KINDS for _ in range(COUNT)]
print(json.dumps([{key: value for key, value in case.items() if value is not None} for case in cases], allow_nan=False))
