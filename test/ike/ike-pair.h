// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_IKE_PAIR_H
#define VNLAB_TEST_IKE_PAIR_H

#include "model/dice.h"
#include "model/ike/ike-peer.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab::ike
{

/// @return the bytes that hexadecimal digits and spaces stand for
inline Bytes
FromHex(const std::string& digits)
{
    Bytes bytes;
    std::string pair;
    for (const char digit : digits)
    {
        if (digit != ' ')
        {
            pair += digit;
        }
        if (pair.size() == 2)
        {
            bytes.push_back(static_cast<uint8_t>(std::stoi(pair, nullptr, 16)));
            pair.clear();
        }
    }
    return bytes;
}

/// @return the same bytes as often as it is asked with one seed
inline Random
RandomOf(uint64_t seed)
{
    static const DicePurpose purpose{"test.ike"};
    return [seed, counter = uint64_t{0}](std::span<uint8_t> bytes) mutable
    {
        const Dice dice(seed, 0);
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(dice.Number(purpose, 0, counter++));
        }
    };
}

inline Identity
IdentityOf(uint32_t address)
{
    ByteWriter writer;
    return {.type = Identity::kIpv4Address, .data = writer.U32(address).Written()};
}

constexpr uint32_t kEnds[] = {0x64400001, 0x64400002};

/// @return what end 0 or 1 knows of the other
inline EndSettings
SettingsOf(size_t end, std::string_view secret = "geheim")
{
    return {.own = IdentityOf(kEnds[end]),
            .peer = IdentityOf(kEnds[1 - end]),
            .secret = {secret.begin(), secret.end()},
            .goesFirst = end == 0};
}

/// What an end has been told to do so far.
struct EndState
{
    std::vector<ChildSa> opens{};
    std::optional<ChildSa> seals{};
    std::vector<Failure> failures{};
    size_t agreed{0};
};

/// Two ends and what is between them: a message takes a time, or is lost.
class Pair
{
  public:
    /// Says whether the n-th message of the run, from 0 on, is lost.
    using Loss = std::function<bool(size_t n, const Bytes& message)>;

    explicit Pair(uint64_t seed, std::string_view secretOf1 = "geheim", Time rekeyAfter = Time(0))
        : peers{Peer(SettingsOf(0), RandomOf(2 * seed), rekeyAfter),
                Peer(SettingsOf(1, secretOf1), RandomOf(2 * seed + 1), rekeyAfter)}
    {
    }

    void Start(size_t end)
    {
        Do(end, peers[end].Start(now));
    }

    void Rekey(size_t end)
    {
        Do(end, peers[end].Rekey(now));
    }

    /// Lets a time pass. @return whether something was left to happen then
    bool RunUntil(Time end)
    {
        while (true)
        {
            const auto next = std::ranges::min_element(
                m_onTheWay, {}, [](const Letter& letter) { return letter.arrives; });
            const Time arrives = next == m_onTheWay.end() ? Time::Max() : next->arrives;
            const Time deadlines[] = {peers[0].Deadline().value_or(Time::Max()),
                                      peers[1].Deadline().value_or(Time::Max())};
            const Time first = std::min({arrives, deadlines[0], deadlines[1]});
            if (first > end)
            {
                now = end;
                return first != Time::Max();
            }
            now = first;
            if (arrives == first)
            {
                const Letter letter = *next;
                m_onTheWay.erase(next);
                Do(letter.to, peers[letter.to].Receive(letter.message, now));
                continue;
            }
            const size_t at = deadlines[0] == first ? 0 : 1;
            Do(at, peers[at].Expire(now));
        }
    }

    /// @return whether what either seals with, the other one opens
    bool Fits() const
    {
        const auto opens = [](const EndState& by, const EndState& at)
        {
            return by.seals &&
                   std::ranges::any_of(at.opens,
                                       [&by](const ChildSa& child) {
                                           return child.opensSpi == by.seals->sealsSpi &&
                                                  child.opens == by.seals->seals;
                                       });
        };
        return opens(ends[0], ends[1]) && opens(ends[1], ends[0]);
    }

    static inline const Time kOneWay = MilliSeconds(10);

    Time now{0};
    std::array<Peer, 2> peers;
    std::array<EndState, 2> ends{};
    std::vector<Bytes> messages{}; ///< all that were sent, the lost ones too
    Loss isLost{[](size_t, const Bytes&) { return false; }};
    std::function<void(Bytes&)> tamper{[](Bytes&) {}}; ///< changes what arrives
    std::function<void()> changed{[] {}};              ///< after each step of an end

  private:
    struct Letter
    {
        size_t to;
        Bytes message;
        Time arrives;
    };

    void Do(size_t end, const Actions& actions)
    {
        EndState& state = ends[end];
        state.agreed += actions.hasAgreed;
        state.opens.insert(state.opens.end(), actions.opens.begin(), actions.opens.end());
        if (actions.seals)
        {
            state.seals = actions.seals;
        }
        if (actions.sealsNoMore)
        {
            state.seals.reset();
        }
        for (const uint32_t spi : actions.closed)
        {
            std::erase_if(state.opens,
                          [spi](const ChildSa& child) { return child.opensSpi == spi; });
        }
        if (actions.failure)
        {
            state.failures.push_back(*actions.failure);
        }
        changed();
        for (const Bytes& message : actions.messages)
        {
            if (!isLost(messages.size(), message))
            {
                m_onTheWay.push_back({1 - end, message, now + kOneWay});
                tamper(m_onTheWay.back().message);
            }
            messages.push_back(message);
        }
    }

    std::vector<Letter> m_onTheWay;
};

} // namespace ns3::vnlab::ike

#endif // VNLAB_TEST_IKE_PAIR_H
