import Cryptography
import LedgerSamples
import Pledges

// Changes to what the store keeps beside the evidence.

extension Tampering {
  static let derivedData: [Tampering] = [
    Tampering("the leaf column edited", "index.stale@update", in: []) { file, sample in
      file.rows[try sample.place("update")].leaf[0] ^= 1
    },
    Tampering("the previous column edited", "index.stale@update", in: []) { file, sample in
      file.rows[try sample.place("update")].previous[0] ^= 1
    },
    Tampering("the statement column edited", "index.stale@update", in: []) { file, sample in
      file.rows[try sample.place("update")].statement[0] ^= 1
    },
    Tampering("a tree hash edited", "tree.tile@update", in: []) { file, sample in
      let place = try sample.place("update")
      let leaf = try given(file.treeHashes.firstIndex { $0.hash == file.rows[place].leaf })
      file.treeHashes[leaf].hash[0] ^= 1
    },
    Tampering("the last tree hash dropped", "file.count@-", "tree.tile@withdraw", in: []) { file, _ in
      file.treeHashes.removeLast()
    },
    Tampering("a tree hash too many", "file.count@-", in: []) { file, _ in
      file.treeHashes.append((Int64(file.treeHashes.count), Digest.zero.bytes))
    },
    Tampering("the digest of a text edited", "index.stale@extend", in: []) { file, sample in
      file.rows[try sample.place("extend")].texts[0].digest[31] ^= 1
    },
    Tampering("the digests of two texts exchanged", "index.stale@submit.second", in: []) {
      file, sample in
      // The second submission, which has more than one.
      let place = try sample.place("submit.second")
      let (one, other) = (file.rows[place].texts[0].digest, file.rows[place].texts[1].digest)
      (file.rows[place].texts[0].digest, file.rows[place].texts[1].digest) = (other, one)
    },
    Tampering("words of an entry that is not there", "file.reference@-", in: []) { file, sample in
      // Behind all the others, and so nobody's.
      var row = file.rows[try sample.place("extend")]
      row.seq = Int64(file.rows.count)
      file.strayTexts = [row]
    },
  ]
}
