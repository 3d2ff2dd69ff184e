// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ANSWER_CACHE_H
#define VNLAB_ANSWER_CACHE_H

#include "model/rule/rule.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// From when on the lifetime of an answer counts.
enum class LifetimeFrom : uint8_t
{
    kAnswer,
    kLastUse,
};

/// How long and how much a place remembers.
struct CacheLimits
{
    Time lifetime{};
    LifetimeFrom from{LifetimeFrom::kAnswer};
    Time negativeLifetime{}; ///< of an answer that there is no such entry; from the answer on
    size_t most{0};          ///< answers, after which the least recently used goes; 0: no limit
};

/**
 * @brief What a place was answered on its misses: which of its entries came on demand, and until when.
 *
 * An answer is the entries that came with it, which go together; a negative one has none. The entries
 * themselves are in the place's tables: whoever keeps the cache erases there what Insert() and
 * Expire() return.
 */
class AnswerCache
{
  public:
    explicit AnswerCache(const CacheLimits& limits);

    /**
     * @brief Remembers an answer, in place of those that it shares an entry with.
     * @param wanted what was asked for
     * @param entries that came; none: there is no such entry
     * @param asker whose packet needed it
     * @return entries that are no longer remembered
     */
    std::vector<RuleKey> Insert(const RuleKey& wanted,
                                std::vector<RuleKey> entries,
                                VnicId asker,
                                Time now);

    /// An entry was used. @return false where it is not remembered
    bool Use(const RuleKey& entry, Time now);

    /// @return whether it is remembered that there is no such entry; this is a use, too
    bool IsKnownMissing(const RuleKey& entry, Time now);

    /// @return who asked for an entry that is there, or nothing: it is not remembered
    std::optional<VnicId> AskerOf(const RuleKey& entry) const;

    /// Forgets an answer. @return its entries
    std::vector<RuleKey> Forget(const RuleKey& entry);

    /// Forgets what is too old. @return its entries
    std::vector<RuleKey> Expire(Time now);

    /// @return when the next answer gets too old, if nobody uses it until then
    std::optional<Time> NextExpiry() const;

    /// @return answers, negative ones included
    size_t Size() const;

    /// @return entries that came with them
    size_t Entries() const;

    void Clear();

  private:
    struct Answer
    {
        RuleKey wanted;
        std::vector<RuleKey> entries;
        VnicId asker;
        Time expires;
        uint64_t number; ///< in the order of Insert()
    };

    using Answers = std::list<Answer>;

    static std::span<const RuleKey> KeysOf(const Answer& answer);
    std::vector<RuleKey> Remove(Answers::iterator answer);

    CacheLimits m_limits;
    Answers m_answers; // the last used first
    std::map<RuleKey, Answers::iterator> m_byKey;
    std::map<std::pair<Time, uint64_t>, Answers::iterator> m_byExpiry; // time and number
    uint64_t m_inserted{0};
    size_t m_entries{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_ANSWER_CACHE_H
