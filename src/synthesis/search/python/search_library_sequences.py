"""Components over lists and tuples: folds, order, slices, neighbours, uniqueness, nesting."""

import itertools
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from search_component import Component as C
from search_component import limited, repeat
from search_values import MAX_BITS, TooBig


def product_of(values: Iterable[float]) -> float:
    bits = 0
    for value in values:
        if type(value) is int:
            bits += value.bit_length()
        elif type(value) is not float:
            raise TypeError
        if bits > MAX_BITS:
            raise TooBig
    return math.prod(values)


def settled(values: Iterable[Any]) -> Iterable[Any]:
    """The values, unless their order would differ from one run of Python to the next."""
    for value in values:
        if type(value) not in (int, float, bool):
            raise TypeError
    return values


# A table, one row for each component.
# fmt: off
COMPONENTS = [
    C("len(A)", "coll", 4, "length size count number:2 many longest:2 shortest:2 long short total"),
    C("sum(A)", "nums", 4, "sum:4 total add cumulative average:2 mean:2"),
    C("sum(A)", "bools", 4, "count:4 number:3 many:3 frequen occur"),
    C("max(A)", "nums", 4, "max larg great high big:3 long"),
    C("min(A)", "nums", 4, "min small least low short"),
    C("max(A)", "strs", 8, "max larg great"),
    C("min(A)", "strs", 8, "min small"),
    C("math.prod(A)", "nums", 7, "product:5 multipl:5 cumulative+product:3", run=product_of),
    C("any(A)", "bools", 5, "any:4 exist contain:2 check:2 present:2 found:2", gives="bool"),
    C("all(A)", "bools", 5, "all.:3 every:4 each:2 check:3 whether:2 only:3 valid:2", gives="bool"),
    C("all(A)", "iter", 8, "all.:3 every:3 valid:3 true:2", gives="bool"),
    C("any(A)", "iter", 8, "any:3", gives="bool"),
    C("sum(A) / len(A)", "nums", 9, "average:7 mean:7 divide+length:6", gives="float"),
    C("sum(A) // len(A)", "nums", 12, "average:6 mean:6", gives="int"),
    C("max(A) - min(A)", "nums", 10, "difference+largest:6 differ:4 range:2 maximum+minimum:4"),
    C("max(A) + min(A)", "nums", 12, "sum+largest+smallest:7 maximum+minimum:3 sum+max+min:6"),
    C("math.gcd(*A)", "ints", 11, "gcd:7 greatest+common:7 divisor:3", run=lambda a: math.gcd(*a)),
    C("math.lcm(*A)", "ints", 11, "lcm:8 smallest+multiple:7 common+multiple:7", run=limited(lambda a: math.lcm(*a), 120)),
    C("sorted(A)", "nums", 5, "sort:4 order:3 ascend increas:2 smallest:2 largest:1 median:3 permut:2 anagram:2 merge:2 heap:4", gives="list"),
    C("sorted(A)", "iter", 6, "sort:4 order:3 ascend increas:2 alphabet:3 unique:1", gives="list"),
    C("sorted(A)", "str", 7, "sort:4 anagram:4 permut:3 alphabet:2 order:2", gives="list"),
    C("sorted(A, reverse=True)", "iter", 9, "descend:6 revers+sort:5 decreas:5 largest:3 sort:2 highest:2", gives="list"),
    C("A[::-1]", "line", 6, "revers:5 palindrom:5 backward last:1 rotat:1 rear", gives=""),
    C("A[0]", "line", 5, "first:4 initial:3 front:3 start:2 begin:2 head"),
    C("A[-1]", "line", 5, "last:4 end.:2 final rear:3 tail"),
    C("A[1]", "line", 7, "second:4"),
    C("A[-2]", "line", 9, "second+last:4 second+larg:5"),
    C("A[B]", "line int", 6, "index:4 nth:3 kth:4 position:2 element:1 access:4 specif:2 column:4 item:2 n-th:3"),
    C("A[B - 1]", "line int", 8, "kth:4 nth:3 position:2 smallest:2 largest:2"),
    C("A[1:]", "line", 7, "except+first:4 remov+first:5 consecutiv:2 rest:3 adjacent:2 shift:2 without:1"),
    C("A[:-1]", "line", 7, "except+last:4 remov+last:5 consecutiv:2 adjacent:1"),
    C("A[1:-1]", "line", 11, "middle:4 between:2 first+last:5"),
    C("A[::2]", "line", 8, "alternat:5 even:4 odd:2 every+second:4 pair:1"),
    C("A[1::2]", "line", 9, "alternat:4 odd:4 even:2 pair:1"),
    C("A[B:]", "line nat", 6, "from:1 rotat:4 last:2 split:3 shift:3 after:3 remov+first:3 slice position:2"),
    C("A[:B]", "line nat", 6, "first:3 rotat:4 split:3 upto:3 before:3 smallest:3 largest:2 top:3 minimum+k:4 position:2"),
    C("A[-B:]", "line nat", 8, "last:3 rotat:4 end:2 right:2"),
    C("A[:-B]", "line nat", 9, "rotat:3 except+last:3 right:2"),
    C("A[:B - 1]", "line nat", 9, "remov:3 kth:2"),
    C("A[:B + 1]", "line nat", 10, "upto:2"),
    C("A[B + 1:]", "line nat", 9, "after:3 remov:2"),
    C("A[::B]", "line nat", 9, "nth:4 every:4 select:3 step:4", run=lambda a, b: a[::b]),
    C("A[B:C]", "line nat nat", 8, "range:2 between:3 slice:3 sublist:3 from:1"),
    C("A[B:C + 1]", "line nat nat", 9, "range:4 between:4 index+specif:4 indices:4"),
    C("A + B", "list list", 6, "concat:4 merge:4 combin:4 join:4 add:3 append:4 rotat:3 move:3 extend both:2 union:2 split:3 two:1"),
    C("A + B", "tuple tuple", 6, "concat:4 merge:4 combin:4 join:4 add:3 append:4 union:2 rotat:3 extend two:1"),
    C("[A]", "any", 8, "nested:2 add:1 append:3 insert:3 single:2", gives="list"),
    C("A + [B]", "list any", 9, "append:5 insert:4 add:4 shift:3 end.:2 move:3", gives="list"),
    C("(A, B)", "any any", 9, "pair:2 tuple:1 and.:2 both:2", gives="tuple"),
    C("[A] * B", "any nat", 8, "repeat:4 times:3 create:2 empty:2 duplicat:1", gives="list", run=lambda a, b: repeat([a], b)),
    C("A * B", "line nat", 8, "repeat:4 times:3", run=repeat),
    C("tuple(A)", "list", 5, "tuple:1"),
    C("tuple(A)", "str", 7, "tuple:3"),
    C("tuple(A)", "set", 6, "tuple:2", gives="tuple", run=lambda a: tuple(settled(a))),
    C("list(A)", "tuple", 5, "list:1"),
    C("list(A)", "set", 6, "list:1 unique:2", run=lambda a: list(settled(a))),
    C("list(A)", "str", 6, "character:3 split:3 list:2 letter:2 convert:2", gives="list"),
    C("list(A)", "dict", 7, "key:5 list:2", gives="list"),
    C("set(A)", "hseq", 5, "unique:3 duplicat:3 distinct:4 differ:2 set.:4 common:3 union:3 subset:3 intersect:4 similar:3 same:2 dissimilar:3", gives="set"),
    C("set(A)", "str", 6, "unique:3 duplicat:3 distinct:4 set.:2 character+same:3 all:1 contain:1", gives="set"),
    C("len(set(A))", "hseq", 9, "unique:5 distinct:5 duplicat:3 same:3", gives="int"),
    C("len(set(A)) == 1", "hseq", 12, "same:5 all+equal:6 distinct:4 identical:4 only+one:5", gives="bool"),
    C("len(set(A)) == 1", "str", 13, "same:6 all+equal:5", gives="bool"),
    C("len(A) == len(set(A))", "hseq", 13, "distinct:7 unique:6 duplicat:5", gives="bool"),
    C("list(dict.fromkeys(A))", "hseq", 10, "unique:5 duplicat:5 distinct:4 remov:1", gives="list"),
    C("list(dict.fromkeys(A))", "str", 12, "unique:4 duplicat:5 distinct:4", gives="list"),
    C("A & B", "set set", 6, "common:4 intersect:5 both:3 similar:4 same:3 shared any:2", gives="set"),
    C("A | B", "set set", 6, "union:5 combin:3 all.:1", gives="set"),
    C("A ^ B", "set set", 7, "dissimilar:5 symmetric:5 differ:2 uncommon:5", gives="set"),
    C("A - B", "set set", 6, "differ:4 remov:3 not:2 missing:3 except:3", gives="set"),
    C("A <= B", "set set", 7, "subset:5 all.:2 contain:2 only:3", gives="bool"),
    C("set(B) <= set(A)", "hseq hseq", 11, "subset:7 contain:3 all:1", gives="bool"),
    C("A in B", "scal seq", 7, "present:4 contain:4 exist:4 check:2 in.:2 member:4 search:3 any:2 remov:3 common:3 occur found:2", gives="bool"),
    C("A in B", "hash iter", 8, "present:4 contain:4 exist:4 check:2 in.:2 member:4 key:4 remov:2 common:2", gives="bool"),
    C("A not in B", "any seq", 8, "remov:4 not:3 differ:3 missing:4 except:4 absent:4 without:3", gives="bool"),
    C("A in B", "any seqs", 9, "present:4 contain:4 subset:4", gives="bool"),
    C("A.count(B)", "seq any", 7, "count:4 occur:4 frequen:4 repeat:4 duplicat:3 unique:3 number:2 times:3", gives="int"),
    C("A.index(B)", "seq any", 7, "index:5 position:4 find:1 locat:4 first+occur:4", gives="int"),
    C("zip(A, B)", "seq seq", 7, "two:2 element:1 correspond:4 index:2 two+lists:4 tuples:2 pair:4 both:1 interleav:4 element-wise:4 same:2 lists:3", gives="seqs", run=lambda a, b: list(zip(a, b))),
    C("zip(A, B, C)", "seq seq seq", 9, "three:4 lists:2 interleav:4", gives="seqs", run=lambda a, b, c: list(zip(a, b, c))),
    C("zip(A, A[1:])", "line", 9, "consecutiv:6 adjacent:6 neighbo:5 pair:3 increas:4 decreas:4 monoton:5 sorted:3 sequence:1 trend:4 successive:5", gives="seqs", run=lambda a: list(itertools.pairwise(a))),
    C("zip(*A)", "seqs", 8, "column:5 transpos:6 matrix:3 merge:4 nested:2 each:1 position:1 similar:1 correspond:2 tuples:2", gives="seqs", run=lambda a: list(zip(*a))),
    C("enumerate(A)", "line", 9, "index:5 position:5 odd+ind:3 even+ind:3 place:4 kth:2", gives="seqs", run=lambda a: list(enumerate(a))),
    C("combinations(A, 2)", "line", 10, "pair:7 any+two:5 two+elements:5 differ:2 all+pairs:3 inversion:5 combin:2", gives="seqs", run=limited(lambda a: list(itertools.combinations(a, 2)), 20)),
    C("combinations(A, 3)", "line", 13, "triplet:8 three:6", gives="seqs", run=limited(lambda a: list(itertools.combinations(a, 3)), 10)),
    C("combinations(A, B)", "line tiny", 12, "combination:7 subset:4", gives="seqs", run=limited(lambda a, b: list(itertools.combinations(a, b)), 9)),
    C("combinations_with_replacement(A, B)", "line tiny", 14, "combination+repe:10", gives="seqs", run=limited(lambda a, b: list(itertools.combinations_with_replacement(a, b)), 7)),
    C("permutations(A)", "line", 12, "permutation:8 arrang:3", gives="seqs", run=limited(lambda a: list(itertools.permutations(a)), 5)),
    C("product(A, B)", "line line", 12, "pair:4 cartesian:6 product:2 two:1", gives="seqs", run=limited(lambda a, b: list(itertools.product(a, b[:20])), 20)),
    C("product(A, repeat=B)", "line tiny", 13, "permutation+repe:8 combination:2", gives="seqs", run=limited(lambda a, b: list(itertools.product(a, repeat=min(b, 4))), 5)),
    C("[list(_s) for _r in range(len(A) + 1) for _s in combinations(A, _r)]", "seq", 16, "sublist:8 subset:8 subsequence:7 powerset:9 power+set:5 combination:6", gives="seqs", run=limited(lambda a: [list(s) for r in range(len(a) + 1) for s in itertools.combinations(a, r)], 7)),
    C("[A[_i:_j] for _i in range(len(A)) for _j in range(_i + 1, len(A) + 1)]", "line", 15, "subarray:8 substring:8 contiguous:8 sublist:4", gives="seqs", run=limited(lambda a: [a[i:j] for i in range(len(a)) for j in range(i + 1, len(a) + 1)], 14)),
    C("[A[_i:_i + B] for _i in range(0, len(A), B)]", "line nat", 14, "chunk:9 split:5 group:5 every:3 size:3", gives="seqs", run=lambda a, b: [a[i : i + b] for i in range(0, len(a), b)]),
    C("[A[_i::B] for _i in range(B)]", "line nat", 16, "split:5 every:5 nth:4", gives="seqs", run=lambda a, b: [a[i::b] for i in range(b)]),
    C("[_k for _k, _g in groupby(A)]", "line", 12, "consecutiv+duplic:8 consecutiv:4 compress:5 run:3", gives="seq", run=lambda a: [k for k, g in itertools.groupby(a)]),
    C("[list(_g) for _k, _g in groupby(A)]", "line", 12, "consecutiv+duplic:7 pack:7 run:5 consecutiv:3 group:3", gives="seqs", run=lambda a: [list(g) for k, g in itertools.groupby(a)]),
    C("[_x for _row in A for _x in _row]", "seqs", 8, "flatten:6 nested:3 all.:2 matrix:2 lists:2 tuple+list:2 interleav:5 sum:1 sublist:2 union:1 unique:1", gives="seq", run=lambda a: [x for row in a for x in row]),
    C("sum(A, [])", "seqs", 13, "flatten:3", gives="list", run=lambda a: sum(a, []) if len(a) < 100 else 1 // 0),  # noqa: RUF017
    C("list(accumulate(A))", "nums", 10, "cumulat:8 running:7 prefix:5", gives="list", run=lambda a: list(itertools.accumulate(a))),
    C("Counter(A)", "hseq", 8, "count:3 frequen:5 occur:5 most:4 common:4 repeat:4 duplicat:3 unique:2 majority:4", gives="dict", run=Counter),
    C("Counter(A)", "str", 9, "count:2 frequen:5 occur:5 most:4 common:4 repeat:4", gives="dict", run=Counter),
    C("A.most_common()", "numdict", 9, "most+common:5 frequen:4 second:3", gives="seqs", run=lambda a: Counter(a).most_common() if type(a) is Counter else 1 // 0),
    C("A.most_common(B)", "numdict nat", 9, "most+common:6 top:4 frequen:2", gives="seqs", run=lambda a, b: a.most_common(b)),
    C("max(A, key=A.count)", "seq", 10, "most:5 frequen:5 mode:5 occur:4 majority:5 common:3 max:2", run=lambda a: max(a, key=a.count)),
    C("max(A, key=A.count)", "str", 11, "most:5 frequen:5 common:3", run=lambda a: max(a, key=a.count)),
    C("min(A, key=A.count)", "seq", 13, "least+frequen:6 rare:5", run=lambda a: min(a, key=a.count)),
    C("[_x for _x in A if A.count(_x) == 1]", "seq", 13, "unique:5 once:6 non-repeat:7 duplicat:4 non:3 repeated:2 distinct:2", run=lambda a: [x for x in a if a.count(x) == 1], gives="list"),
    C("[_x for _x in A if A.count(_x) > 1]", "seq", 13, "duplicat:6 repeat:6 more+once:6", run=lambda a: [x for x in a if a.count(x) > 1], gives="list"),
    C("[_x for _i, _x in enumerate(A) if _x in A[:_i]]", "line", 16, "first+repeat:9 duplicat:4 repeat:5 second+occur:6", run=lambda a: [x for i, x in enumerate(a) if x in a[:i]], gives="list"),
    C("max(A, key=len)", "seqs", 8, "longest:5 max+length:6 larg:3 most:2", run=lambda a: max(a, key=len)),
    C("min(A, key=len)", "seqs", 8, "shortest:5 min+length:6 small:3", run=lambda a: min(a, key=len)),
    C("max(A, key=len)", "strs", 8, "longest:5 max+length:6 larg:3", run=lambda a: max(a, key=len)),
    C("min(A, key=len)", "strs", 8, "shortest:5 min+length:6 small:3", run=lambda a: min(a, key=len)),
    C("max(A, key=sum)", "numrows", 9, "max+sum:5 highest+sum:6 larg+sum:5", run=lambda a: max(a, key=sum)),
    C("min(A, key=sum)", "numrows", 10, "min+sum:6 small+sum:5 lowest+sum:6", run=lambda a: min(a, key=sum)),
    C("sorted(A, key=len)", "iter", 9, "length:5 sort:2", gives="list"),
    C("sorted(A, key=sum)", "numrows", 10, "sum+sort:6", gives="list"),
    C("sorted(set(A))", "hseq", 9, "unique:4 second:4 duplicat:3 distinct:4 third:3 sort:2 smallest:2 union:2", gives="list"),
    C("heapq.nlargest(B, A)", "seq nat", 9, "largest:5 heap:3 highest:5 top:4 expensive:4", gives="list", run=lambda a, b: sorted(a, reverse=True)[:b]),
    C("heapq.nsmallest(B, A)", "seq nat", 9, "smallest:5 heap:3 lowest:5 minimum:2 cheap:4", gives="list", run=lambda a, b: sorted(a)[:b]),
    C("bisect.bisect_left(A, B)", "seq any", 12, "insertion:5 left:4 sorted:2 locate:3", gives="int"),
    C("bisect.bisect_right(A, B)", "seq any", 12, "insertion:5 right:5 sorted:2", gives="int"),
    C("A == B", "seq seq", 7, "equal:4 same:3 identical:4 check:2 sorted:3 palindrom:2", gives="bool", is_symmetric=True),
    C("A == B", "set set", 9, "equal:3 same:4", gives="bool", is_symmetric=True),
    C("A == sorted(A)", "list", 10, "sorted:6 increas:6 order:3 trend:3 decreas:2", gives="bool"),
    C("isinstance(A, int)", "any", 13, "integer:4 number:3 mixed:3 numeric:3", gives="bool", run=lambda a: isinstance(a, int)),
    C("isinstance(A, str)", "any", 13, "string:5 mixed:4 type:3", gives="bool", run=lambda a: isinstance(a, str)),
    C("isinstance(A, list)", "any", 12, "list:5 nested:4 type:3", gives="bool", run=lambda a: isinstance(a, list)),
    C("isinstance(A, tuple)", "any", 12, "tuple:5 nested:4", gives="bool", run=lambda a: isinstance(a, tuple)),
    C("isinstance(A, B)", "any any", 12, "type:6 data:4 remov:1", gives="bool"),
    C("A is None", "any", 11, "none:6 null:5", gives="bool", run=lambda a: a is None),
    C("bool(A)", "any", 10, "empty:4 none:2 true:3 remov:2 valid", gives="bool", run=bool),
    C("not A", "coll", 8, "empty:5 check:1", gives="bool", run=lambda a: not a),
    C("A[-B:] + A[:-B]", "line nat", 14, "rotat:7 right:4 cyclic:4 shift:4", run=lambda a, b: a[-b:] + a[:-b]),
    C("A[B:] + A[:B]", "line nat", 14, "rotat:7 left:4 cyclic:4 shift:4 split:6", run=lambda a, b: a[b:] + a[:b]),
    C("A[:B] + A[B + 1:]", "line nat", 15, "remov:6 index:3", run=lambda a, b: a[:b] + a[b + 1 :]),
    C("A[:B][::-1]", "line nat", 13, "revers:5 upto:3"),
    C("[A[-1]] + A[1:-1] + [A[0]]", "list", 17, "interchange:11 swap:10 exchange:9"),
    C("A[-1:] + A[1:-1] + A[:1]", "line", 18, "interchange:9 swap:9 exchange:9"),
    C("A[len(A) // 2]", "line", 12, "median:6 middle:6 mid:4"),
]
# fmt: on
