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
    Tampering("a redaction noted for a body that is there", "file.count@-", in: []) { file, sample in
      let place = try sample.place("extend")
      file.rows[place].redactedBy = Int64(place + 1)
    },
  ]
}
