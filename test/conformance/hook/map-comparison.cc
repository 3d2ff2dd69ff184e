// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/map-comparison.h"

#include "test/conformance/hook/draw.h"
#include "test/conformance/hook/native-maps.h"

#include <bpf/bpf.h>
#include <cstring>
#include <linux/bpf.h>
#include <stdexcept>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

constexpr uint64_t kOperationsPerLook = 16;

// Small, so that they fill up; not the LRU map, whose order of eviction the kernel approximates.
constexpr vnlab_map kMaps[] = {
    {"hash", BPF_MAP_TYPE_HASH, 4, 8, 8},
    {"lru-hash", BPF_MAP_TYPE_LRU_HASH, 4, 8, 256},
    {"lpm-trie", BPF_MAP_TYPE_LPM_TRIE, 8, 4, 8},
    {"array", BPF_MAP_TYPE_ARRAY, 4, 8, 8},
};

/// The kernel keeps the bits past a prefix as they were written, BpfMap as 0; no look-up tells.
Bytes
WithoutBitsPastPrefix(Bytes key)
{
    const uint32_t length = As<uint32_t>(std::span(key).first(sizeof(uint32_t)));
    for (uint32_t bit = length; bit < (key.size() - sizeof(length)) * 8; ++bit)
    {
        key[sizeof(length) + bit / 8] &= ~(0x80 >> bit % 8);
    }
    return key;
}

/// A map in the kernel.
class KernelMap
{
  public:
    explicit KernelMap(const vnlab_map& layout)
        : m_layout(layout)
    {
        LIBBPF_OPTS(bpf_map_create_opts, options);
        options.map_flags = layout.type == BPF_MAP_TYPE_LPM_TRIE ? BPF_F_NO_PREALLOC : 0;
        m_descriptor = bpf_map_create(bpf_map_type(layout.type),
                                      nullptr,
                                      layout.key_size,
                                      layout.value_size,
                                      layout.max_entries,
                                      &options);
        if (m_descriptor < 0)
        {
            throw std::runtime_error(std::string("the kernel makes no ") + layout.name +
                                     " map: " + std::strerror(-m_descriptor));
        }
    }

    ~KernelMap()
    {
        close(m_descriptor);
    }

    KernelMap(const KernelMap&) = delete;
    KernelMap& operator=(const KernelMap&) = delete;

    int Update(const Bytes& key, const Bytes& value, uint64_t flags)
    {
        return bpf_map_update_elem(m_descriptor, key.data(), value.data(), flags);
    }

    int Delete(const Bytes& key)
    {
        return bpf_map_delete_elem(m_descriptor, key.data());
    }

    int Read(const Bytes& key, Bytes& value) const
    {
        return bpf_map_lookup_elem(m_descriptor, key.data(), value.data());
    }

    MapContents Contents() const
    {
        MapContents contents;
        Bytes key(m_layout.key_size);
        Bytes value(m_layout.value_size);
        for (int error = bpf_map_get_next_key(m_descriptor, nullptr, key.data()); !error;
             error = bpf_map_get_next_key(m_descriptor, key.data(), key.data()))
        {
            Read(key, value);
            const bool isTrie = m_layout.type == BPF_MAP_TYPE_LPM_TRIE;
            const Bytes kept = isTrie ? WithoutBitsPastPrefix(key) : key;
            contents.keys.insert(contents.keys.end(), kept.begin(), kept.end());
            contents.values.insert(contents.values.end(), value.begin(), value.end());
        }
        return Sorted(m_layout, contents);
    }

  private:
    const vnlab_map& m_layout;
    int m_descriptor;
};

/// One of few keys; an index or a prefix length may be just too large.
Bytes
DrawKey(Draw& draw, const vnlab_map& layout)
{
    uint32_t first = draw.Below(12);
    Bytes address;
    if (layout.type == BPF_MAP_TYPE_LPM_TRIE)
    {
        first = draw.OneIn(16) ? draw.Between(33, 40) : draw.Of<uint32_t>({0, 1, 8, 15, 31, 32});
        address = {draw.Of<uint8_t>({10, 11, 192}), draw.Of<uint8_t>({0, 1}), 0, 1};
    }
    auto bytes = ObjectBytes(first);
    return Join(Bytes(bytes.begin(), bytes.end()), address);
}

std::string
ResultName(const char* operation, int result)
{
    return std::string(operation) + ' ' + (result ? strerrorname_np(-result) : "ok");
}

} // namespace

std::span<const vnlab_map>
ComparedMaps()
{
    return kMaps;
}

MapComparison
CompareMaps(const vnlab_map& layout, uint64_t seed, uint64_t operations)
{
    Draw draw(seed);
    KernelMap kernel(layout);
    BpfMap native(layout);
    MapComparison comparison;
    auto differs = [&comparison](const std::string& what)
    {
        if (++comparison.differences == 1)
        {
            comparison.firstDifference =
                "operation " + std::to_string(comparison.operations) + ": " + what;
        }
    };
    for (; comparison.operations < operations; ++comparison.operations)
    {
        const Bytes key = DrawKey(draw, layout);
        std::string expected;
        std::string actual;
        if (draw.OneIn(2))
        {
            const Bytes value = draw.Noise(layout.value_size);
            const uint64_t flags = draw.Of<uint64_t>({0, 0, 0, BPF_NOEXIST, BPF_EXIST, 3, 4});
            expected = ResultName("update", kernel.Update(key, value, flags));
            actual = ResultName("update", native.Update(key, value, flags));
        }
        else if (draw.OneIn(2))
        {
            expected = ResultName("delete", kernel.Delete(key));
            actual = ResultName("delete", native.Delete(key));
        }
        else
        {
            Bytes wanted(layout.value_size);
            Bytes value(layout.value_size);
            expected = ResultName("read", kernel.Read(key, wanted));
            actual = ResultName("read", native.Read(key, value));
            if (wanted != value)
            {
                differs("another value is read");
            }
        }
        ++comparison.results[expected];
        if (expected != actual)
        {
            differs(expected + " and " + actual);
        }
        if (comparison.operations % kOperationsPerLook == 0 &&
            kernel.Contents() != ContentsOf(native))
        {
            differs("other contents");
        }
    }
    return comparison;
}

} // namespace ns3::vnlab
