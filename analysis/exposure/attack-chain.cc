// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/exposure/attack-chain.h"

#include "analysis/exposure/exposure.h"

#include <Eigen/Dense>
#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/**
 * Compromised VMs stay so: states are ordered such that the chain only moves up, `step` is upper
 * triangular, it starts in state 0, and the last state, everything compromised, is absorbing.
 */
struct Chain
{
    explicit Chain(Eigen::Index states)
        : step(Eigen::MatrixXd::Zero(states, states)),
          compromised(states)
    {
    }

    Eigen::MatrixXd step;        ///< probability of the next state (column) from a state (row)
    Eigen::VectorXd compromised; ///< by state: how many VMs
};

/// Who may be compromised: member 0 is the foothold, the rest is its closure.
struct Members
{
    std::vector<VmId> vms;
    double attempt; ///< probability that one attempt compromises one given VM that it can reach
};

/// State k − 1: k of the g members are compromised, and each of them reaches every other.
Chain
CountChain(const Members& members)
{
    const auto size = static_cast<Eigen::Index>(members.vms.size());
    Chain chain(size);
    for (Eigen::Index state = 0; state < size; ++state)
    {
        chain.compromised[state] = static_cast<double>(state + 1);
        auto next = chain.step.row(state);
        next[state] = 1;
        // One attacker after the other; each adds at most one VM that none before it has taken.
        for (Eigen::Index attacker = 0; attacker <= state; ++attacker)
        {
            const Eigen::Index most = std::min(size - 1, state + attacker);
            for (Eigen::Index now = most; now >= state; --now)
            {
                const double hit =
                    static_cast<double>(size - 1 - now) * members.attempt * next[now];
                next[now] -= hit;
                if (now + 1 < size)
                {
                    next[now + 1] += hit;
                }
            }
        }
    }
    return chain;
}

/// Member m of the closure is bit m − 1 of the state.
Chain
SubsetChain(const Members& members, const Reachability& reachability)
{
    const size_t count = members.vms.size();
    std::vector<uint32_t> reach(count); // by member: the bits of the members that it reaches
    for (size_t member = 0; member < count; ++member)
    {
        const std::vector<VmId> reached = ReachableSet(reachability, members.vms[member]);
        for (size_t other = 1; other < count; ++other)
        {
            reach[member] |=
                static_cast<uint32_t>(std::ranges::binary_search(reached, members.vms[other]))
                << (other - 1);
        }
    }
    const uint32_t states = 1U << (count - 1);
    Chain chain(states);
    for (uint32_t state = 0; state < states; ++state)
    {
        chain.compromised[state] = 1 + std::popcount(state);
        auto next = chain.step.row(state);
        next[state] = 1;
        for (size_t attacker = 0; attacker < count; ++attacker)
        {
            if (attacker > 0 && (state >> (attacker - 1) & 1U) == 0)
            {
                continue;
            }
            for (uint32_t now = states; now-- > state;) // what is added to lies above: done already
            {
                const double each = next[now] * members.attempt;
                for (uint32_t open = each > 0 ? reach[attacker] & ~now : 0; open != 0;
                     open &= open - 1)
                {
                    next[now | (open & -open)] += each;
                    next[now] -= each;
                }
            }
        }
    }
    return chain;
}

Members
MembersOf(const Reachability& reachability, VmId foothold, double success)
{
    if (!(success >= 0 && success <= 1))
    {
        throw std::invalid_argument("a probability of success lies in 0 … 1");
    }
    if (!reachability.tenantOf.empty())
    {
        throw std::invalid_argument("the chain is of an attacker whose victims are all VMs");
    }
    Members members{{foothold}, 0};
    const std::vector<VmId> closure = ClosureSet(reachability, foothold);
    members.vms.insert(members.vms.end(), closure.begin(), closure.end());
    if (reachability.vmCount > 1)
    {
        members.attempt = success / (reachability.vmCount - 1);
    }
    return members;
}

std::optional<Chain>
BuildChain(const Members& members, const Reachability& reachability)
{
    if (members.vms.size() <= kMaxSubsetVms)
    {
        return SubsetChain(members, reachability);
    }
    // What a member reaches lies in the closure, so its size alone says whether that is everyone.
    const std::vector<uint32_t> counts = ReachableCounts(reachability);
    const bool complete = std::ranges::all_of(
        members.vms, [&](VmId vm) { return counts[vm.value] == members.vms.size() - 1; });
    if (!complete || members.vms.size() > kMaxGroupVms)
    {
        return std::nullopt;
    }
    return CountChain(members);
}

} // namespace

std::optional<std::vector<double>>
ExpectedCompromised(const Reachability& reachability,
                    VmId foothold,
                    double success,
                    uint32_t rounds)
{
    const auto chain = BuildChain(MembersOf(reachability, foothold, success), reachability);
    if (!chain)
    {
        return std::nullopt;
    }
    std::vector<double> expected;
    Eigen::RowVectorXd at = Eigen::RowVectorXd::Unit(chain->compromised.size(), 0);
    for (uint32_t round = 0; round <= rounds; ++round)
    {
        expected.push_back(at.dot(chain->compromised));
        at = at * chain->step.triangularView<Eigen::Upper>();
    }
    return expected;
}

std::optional<double>
ExpectedRoundsToTarget(const Reachability& reachability, VmId foothold, VmId target, double success)
{
    const Members members = MembersOf(reachability, foothold, success);
    const auto found = std::ranges::find(members.vms, target);
    if (found == members.vms.begin())
    {
        return 0;
    }
    if (found == members.vms.end() || success == 0)
    {
        return std::numeric_limits<double>::infinity();
    }
    const auto chain = BuildChain(members, reachability);
    if (!chain)
    {
        return std::nullopt;
    }
    // Expected rounds = expected visits to states, each weighted by the probability that the target
    // is not yet compromised there. Visits from state 0 are row 0 of the fundamental matrix
    // (I − Q)⁻¹, with Q the step between states other than the absorbing one.
    const Eigen::Index states = chain->compromised.size() - 1;
    Eigen::VectorXd open(states);
    for (Eigen::Index state = 0; state < states; ++state)
    {
        const auto bit = static_cast<uint32_t>(found - members.vms.begin() - 1);
        const bool subsets = members.vms.size() <= kMaxSubsetVms;
        const double size = static_cast<double>(members.vms.size());
        open[state] = subsets ? (state >> bit & 1 ? 0.0 : 1.0)
                              : (size - chain->compromised[state]) / (size - 1);
    }
    const Eigen::MatrixXd transient =
        Eigen::MatrixXd::Identity(states, states) - chain->step.topLeftCorner(states, states);
    return transient.triangularView<Eigen::Upper>().solve(open)[0];
}

} // namespace ns3::vnlab
