namespace FunctionalGrad;

/// <summary>Reads off the local Jacobians what a gate does to the gradient. Several roles may be true at one point; the declared one is preferred among those.</summary>
internal static class RoleInference
{
    private const double Tolerance = 1e-9;

    private static readonly GateRole[] Preferred =
    [
        GateRole.Vanishing,
        GateRole.Distributor,
        GateRole.Adder,
        GateRole.Mover,
        GateRole.Router,
        GateRole.LocalScaler,
        GateRole.Mixer,
    ];

    public static (GateRole Role, bool Inferred) Of(
        LocalGate gate,
        IReadOnlyList<BackwardEdge> edges
    )
    {
        var declared = gate.Apply.Primitive.Role;
        BackwardEdge[] flowing = [.. edges.Where(edge => edge.Flow == EdgeFlow.Flows)];
        if (flowing.Length == 0)
            return (
                edges.All(edge => edge.Flow == EdgeFlow.Constant) ? declared : GateRole.Vanishing,
                true
            );
        // Where there is no element, all roles are true.
        if (flowing.All(edge => edge.Into.Shape.Size * gate.Node.Shape.Size == 0))
            return (declared, true);
        long entries = flowing.Sum(edge => (long)gate.Node.Shape.Size * edge.Into.Shape.Size);
        // Of a gate that works element by element the diagonals are the Jacobians.
        if (entries > LocalRule.LargestJacobian && !gate.IsElementwise)
            return (declared, false);
        var weights = new LocalWeights(gate, flowing);
        // Numbers that are none say nothing of what the gate does.
        if (weights.AnyIsNaN)
            return (declared, false);
        return (weights.Allow(declared) ? declared : Preferred.First(weights.Allow), true);
    }

    public static string NameOf(GateRole role) =>
        role switch
        {
            GateRole.LocalScaler => "local scaler",
            GateRole.Distributor => "gradient distributor",
            GateRole.SwapMultiplier => "swap multiplier",
            GateRole.Router => "gradient router",
            GateRole.Adder => "gradient adder",
            GateRole.Mover => "gradient mover",
            GateRole.Vanishing => "vanishing gradient",
            GateRole.Mixer => "gradient mixer",
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };

    /// <summary>The Jacobians of one gate side by side, and what is true of them.</summary>
    private sealed class LocalWeights(LocalGate gate, BackwardEdge[] edges)
    {
        private readonly int rows = gate.Node.Shape.Size;
        private readonly Block[] jacobians = [.. edges.Select(BlockOf)];
        private readonly HashSet<int> kinks = [.. gate.Node.Kinks];

        /// <summary>One Jacobian, row by row: written out, or the diagonal alone.</summary>
        private sealed record Block(double[] Entries, int Columns, bool IsDiagonal)
        {
            /// <summary>The entries of a row that are not 0.</summary>
            public IEnumerable<(int Column, double Weight)> Row(int row)
            {
                if (IsDiagonal)
                {
                    if (Entries[row] != 0)
                        yield return (row, Entries[row]);
                    yield break;
                }
                for (int column = 0; column < Columns; column++)
                    if (Entries[row * Columns + column] is var weight and not 0)
                        yield return (column, weight);
            }
        }

        private static Block BlockOf(BackwardEdge edge)
        {
            int columns = edge.Into.Shape.Size;
            return edge.Local!.Value is { } diagonal
                ? new(diagonal.ToArray(), columns, true)
                : new(edge.Local.Jacobian!.ToArray(), columns, false);
        }

        public bool AnyIsNaN => jacobians.Any(jacobian => jacobian.Entries.Any(double.IsNaN));

        public bool Allow(GateRole role) =>
            role switch
            {
                GateRole.Vanishing => All(weight => weight == 0),
                // Of one input alone, too, all is handed on unchanged.
                GateRole.Distributor => All(IsZeroOrOne)
                    && Columns().All(count => count == 1)
                    && (Rows().Any(row => row.Length > 1 || Gives(row)) || IsIdentity()),
                // A single copy adds nothing up.
                GateRole.Adder => All(IsZeroOrOne)
                    && Rows().All(row => row.Length == 1)
                    && edges.Length == 1
                    && Columns().Any(count => count > 1),
                GateRole.Mover => !All(weight => weight == 0)
                    && All(IsZeroOrOne)
                    && Rows().All(row => row.Length <= 1)
                    && Columns().All(count => count <= 1),
                // Of several inputs the winner may have no gradient; where one input's share is 0 throughout, nothing is routed.
                GateRole.Router => (gate.Operands.Count > 1 || !All(weight => weight == 0))
                    && All(weight => weight is >= 0 and <= 1)
                    && Enumerable.Range(0, rows).All(Picks),
                // One point cannot tell a product from what is linear: only a gate that is declared one is asked.
                GateRole.SwapMultiplier => !All(weight => weight == 0) && IsProduct(),
                GateRole.LocalScaler => !All(weight => weight == 0) && IsElementwise(),
                GateRole.Mixer => !All(weight => weight == 0) && !IsElementwise(),
                _ => throw new ArgumentOutOfRangeException(nameof(role)),
            };

        private static bool IsZeroOrOne(double weight) => weight is 0 or 1;

        /// <summary>A sum of which only one term has a gradient still hands it on unchanged.</summary>
        private bool Gives(double[] row) => row.Length == 1 && gate.Operands.Count > edges.Length;

        private bool IsIdentity() =>
            edges.Length == 1 && IsElementwise() && Columns().All(count => count == 1);

        /// <summary>Each element hands on to its own place alone.</summary>
        private bool IsElementwise() =>
            jacobians.All(jacobian =>
                jacobian.Columns == rows
                && (
                    jacobian.IsDiagonal
                    || Enumerable
                        .Range(0, rows)
                        .All(row => jacobian.Row(row).All(entry => entry.Column == row))
                )
            );

        /// <summary>One winner takes all, or those that tie share alike; or nothing passes.</summary>
        private bool Picks(int row)
        {
            double[] shares = Row(row);
            return shares.Length == 0
                || (shares.Length == 1 && (shares[0] == 1 || kinks.Contains(row)))
                || (
                    kinks.Count > 0
                    && shares.All(share => Math.Abs(share * shares.Length - 1) < Tolerance)
                );
        }

        /// <summary>Each local derivative is the product of the other factors: times its own factor it gives the output back.</summary>
        private bool IsProduct()
        {
            if (gate.Operands.Sum(operand => operand.Shape.Size) < 2)
                return false;
            bool byEntry = true,
                byInput = gate.Operands.Count > 1;
            var y = gate.Node.Value.Span;
            for (int e = 0; e < edges.Length; e++)
            {
                var x = edges[e].Into.Value.Span;
                for (int row = 0; row < rows; row++)
                {
                    double sum = 0;
                    foreach (var (column, weight) in jacobians[e].Row(row))
                    {
                        double term = weight * x[column];
                        sum += term;
                        byEntry &= Same(term, y[row]);
                    }
                    byInput &= Same(sum, y[row]);
                }
            }
            return byEntry || byInput;
        }

        private static bool Same(double a, double b) =>
            a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b));

        private bool All(Func<double, bool> holds) =>
            jacobians.All(jacobian => jacobian.Entries.All(holds));

        private IEnumerable<double[]> Rows() => Enumerable.Range(0, rows).Select(Row);

        /// <summary>What is not 0 in a row, of all inputs.</summary>
        private double[] Row(int row) =>
            [.. jacobians.SelectMany(jacobian => jacobian.Row(row).Select(entry => entry.Weight))];

        /// <summary>How many entries of each column are not 0.</summary>
        private IEnumerable<int> Columns()
        {
            foreach (var jacobian in jacobians)
            {
                var counts = new int[jacobian.Columns];
                for (int row = 0; row < rows; row++)
                    foreach (var (column, _) in jacobian.Row(row))
                        counts[column]++;
                foreach (int count in counts)
                    yield return count;
            }
        }
    }
}
