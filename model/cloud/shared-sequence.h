// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SHARED_SEQUENCE_H
#define VNLAB_SHARED_SEQUENCE_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Elements in the order of their keys, each key once, in chunks that copies share.
 *
 * A copy costs nothing, and an edit of one copies only the chunks that it touches and the list of
 * chunks; so versions of one thing take the memory of their differences.
 * @tparam KeyOf what an element is ordered by
 * @tparam Most elements in a chunk. Two neighbours have more than half as many together, so there are
 *         at most 4 n / Most + 1 chunks
 */
template <class T, auto KeyOf = std::identity{}, size_t Most = 256>
class SharedSequence
{
  public:
    using Key = std::remove_cvref_t<std::invoke_result_t<decltype(KeyOf), const T&>>;

  private:
    using Chunk = std::vector<T>;

    struct Part
    {
        Key first;
        std::shared_ptr<const Chunk> chunk;
    };

    struct Table
    {
        std::vector<Part> parts;
        size_t size{0};
    };

    /// Walks over the elements, and shows each by a projection.
    template <auto Projection>
    class Iterator
    {
      public:
        using reference = std::invoke_result_t<decltype(Projection), const T&>;
        using value_type = std::remove_cvref_t<reference>;
        using pointer = const value_type*;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::forward_iterator_tag;

        Iterator() = default;

        Iterator(const Part* part, size_t index)
            : m_part(part),
              m_index(index)
        {
        }

        reference operator*() const
        {
            return std::invoke(Projection, (*m_part->chunk)[m_index]);
        }

        pointer operator->() const
        {
            return &**this;
        }

        Iterator& operator++()
        {
            if (++m_index == m_part->chunk->size())
            {
                ++m_part;
                m_index = 0;
            }
            return *this;
        }

        Iterator operator++(int)
        {
            const Iterator before = *this;
            ++*this;
            return before;
        }

        bool operator==(const Iterator&) const = default;

      private:
        const Part* m_part{nullptr};
        size_t m_index{0};
    };

  public:
    using value_type = T;
    using const_iterator = Iterator<std::identity{}>;
    using iterator = const_iterator;

    /// The keys of a sequence, which outlives this.
    class KeyRange
    {
      public:
        using value_type = Key;
        using const_iterator = Iterator<KeyOf>;
        using iterator = const_iterator;

        explicit KeyRange(const SharedSequence& of)
            : m_begin(of.Begin<KeyOf>()),
              m_end(of.End<KeyOf>()),
              m_size(of.size())
        {
        }

        const_iterator begin() const
        {
            return m_begin;
        }

        const_iterator end() const
        {
            return m_end;
        }

        size_t size() const
        {
            return m_size;
        }

        bool operator==(const KeyRange& other) const
        {
            return std::ranges::equal(*this, other);
        }

      private:
        const_iterator m_begin;
        const_iterator m_end;
        size_t m_size;
    };

    SharedSequence() = default;

    /// @param elements ascending
    explicit SharedSequence(const std::vector<T>& elements)
    {
        Edit({}, elements);
    }

    size_t size() const
    {
        return m_table ? m_table->size : 0;
    }

    bool empty() const
    {
        return size() == 0;
    }

    const_iterator begin() const
    {
        return Begin<std::identity{}>();
    }

    const_iterator end() const
    {
        return End<std::identity{}>();
    }

    const T& front() const
    {
        return *begin();
    }

    KeyRange Keys() const
    {
        return KeyRange(*this);
    }

    /// @param isBefore of a key: true of those up to some place, and of no other
    /// @return the first element behind that place
    template <class Predicate>
    const_iterator FirstBehind(const Predicate& isBefore) const
    {
        if (empty())
        {
            return end();
        }
        const std::vector<Part>& parts = m_table->parts;
        auto part = std::ranges::partition_point(parts, isBefore, &Part::first);
        part -= part != parts.begin() ? 1 : 0;
        const Chunk& chunk = *part->chunk;
        const auto found = std::ranges::partition_point(chunk, isBefore, KeyOf);
        return found == chunk.end() ? const_iterator(&*part + 1, 0)
                                    : const_iterator(&*part, found - chunk.begin());
    }

    /// @return the first element whose key is not less
    const_iterator LowerBound(const Key& key) const
    {
        return FirstBehind([&key](const Key& other) { return other < key; });
    }

    /// @return the element, or nullptr
    const T* Find(const Key& key) const
    {
        const const_iterator found = LowerBound(key);
        return found != end() && std::invoke(KeyOf, *found) == key ? &*found : nullptr;
    }

    bool contains(const Key& key) const
    {
        return Find(key) != nullptr;
    }

    /**
     * @brief Takes elements out and puts others in. Copies of this stay as they are.
     * @param removed ascending
     * @param added ascending; may have keys that are removed
     * @return how many elements were put into new chunks
     * @throws std::logic_error where a removed key is not there, or an added one is; nothing has changed
     */
    uint64_t Edit(std::span<const Key> removed, std::span<const T> added)
    {
        if (removed.empty() && added.empty())
        {
            return 0;
        }
        const auto old = m_table ? m_table : std::make_shared<const Table>();
        auto next = std::make_shared<Table>();
        next->parts.reserve(old->parts.size() + added.size() / Most + 1);
        next->size = old->size + added.size() - removed.size();
        uint64_t copied = 0;
        for (size_t i = 0; i < old->parts.size(); ++i)
        {
            const auto isHere = [&, i](const Key& key)
            { return i + 1 == old->parts.size() || key < old->parts[i + 1].first; };
            const auto gone = Split(removed, isHere, std::identity{});
            const auto come = Split(added, isHere, KeyOf);
            gone.empty() && come.empty()
                ? Append(*next, old->parts[i], copied)
                : Append(*next, Merge(*old->parts[i].chunk, gone, come), copied);
        }
        Append(*next, Merge({}, removed, added), copied); // where there was nothing
        m_table = next->parts.empty() ? nullptr : std::move(next);
        return copied;
    }

    /// @return how many elements each chunk has, in their order
    std::vector<size_t> ChunkSizes() const
    {
        std::vector<size_t> sizes;
        for (size_t i = 0; m_table && i < m_table->parts.size(); ++i)
        {
            sizes.push_back(m_table->parts[i].chunk->size());
        }
        return sizes;
    }

    bool operator==(const SharedSequence& other) const
    {
        return m_table == other.m_table || std::ranges::equal(*this, other);
    }

  private:
    template <auto Projection>
    Iterator<Projection> Begin() const
    {
        return {m_table ? m_table->parts.data() : nullptr, 0};
    }

    template <auto Projection>
    Iterator<Projection> End() const
    {
        return {m_table ? m_table->parts.data() + m_table->parts.size() : nullptr, 0};
    }

    /// Cuts off those in front that belong to a chunk.
    template <class Element, class IsHere, class Projection>
    static std::span<const Element> Split(std::span<const Element>& elements,
                                          const IsHere& isHere,
                                          Projection keyOf)
    {
        size_t count = 0;
        while (count < elements.size() && isHere(std::invoke(keyOf, elements[count])))
        {
            ++count;
        }
        const auto here = elements.first(count);
        elements = elements.subspan(count);
        return here;
    }

    static Chunk Merge(const Chunk& old, std::span<const Key> gone, std::span<const T> come)
    {
        Chunk merged;
        merged.reserve(old.size() + come.size());
        const auto put = [&merged](const T& element)
        {
            if (!merged.empty() &&
                !(std::invoke(KeyOf, merged.back()) < std::invoke(KeyOf, element)))
            {
                throw std::logic_error("an element of a sequence is there already");
            }
            merged.push_back(element);
        };
        for (const T& element : old)
        {
            const Key& key = std::invoke(KeyOf, element);
            for (; !come.empty() && std::invoke(KeyOf, come.front()) < key; come = come.subspan(1))
            {
                put(come.front());
            }
            if (!gone.empty() && gone.front() == key)
            {
                gone = gone.subspan(1);
                continue;
            }
            put(element);
        }
        std::ranges::for_each(come, put);
        if (!gone.empty())
        {
            throw std::logic_error("an element of a sequence is not there");
        }
        return merged;
    }

    /// Appends a chunk that may be too large or empty.
    static void Append(Table& table, const Chunk& chunk, uint64_t& copied)
    {
        const size_t pieces = (chunk.size() + Most - 1) / Most;
        auto begin = chunk.begin();
        for (size_t i = 0; i < pieces; ++i)
        {
            const auto end =
                chunk.begin() + static_cast<std::ptrdiff_t>(chunk.size() * (i + 1) / pieces);
            copied += end - begin;
            Append(table,
                   Part{std::invoke(KeyOf, *begin), std::make_shared<const Chunk>(begin, end)},
                   copied);
            begin = end;
        }
    }

    /// Appends a chunk as it is, or joins it to the last one where both are small.
    static void Append(Table& table, const Part& part, uint64_t& copied)
    {
        if (table.parts.empty() || table.parts.back().chunk->size() + part.chunk->size() > Most / 2)
        {
            table.parts.push_back(part);
            return;
        }
        Chunk joined;
        joined.reserve(table.parts.back().chunk->size() + part.chunk->size());
        joined.insert(
            joined.end(), table.parts.back().chunk->begin(), table.parts.back().chunk->end());
        joined.insert(joined.end(), part.chunk->begin(), part.chunk->end());
        copied += joined.size();
        table.parts.back().chunk = std::make_shared<const Chunk>(std::move(joined));
    }

    std::shared_ptr<const Table> m_table; // nullptr: nothing
};

} // namespace ns3::vnlab

#endif // VNLAB_SHARED_SEQUENCE_H
